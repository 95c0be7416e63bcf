namespace SmartCity.Gateway.Cli;

/// <summary>The log on the console: with syslog priorities where journald reads it, else one line with a UTC time.</summary>
internal static class ConsoleLog
{
    // Set by systemd for a unit whose output goes to the journal (systemd.exec(5)).
    private const string JournalStream = "JOURNAL_STREAM";

    /// <summary>True where whatever is printed is kept.</summary>
    public static bool IsJournal => Environment.GetEnvironmentVariable(JournalStream) is not null;

    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails throws; the web host would print the same with a page of stack.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        if (IsJournal)
        {
            logging.AddSystemdConsole();
            return;
        }

        logging.AddSimpleConsole(line =>
        {
            line.SingleLine = true;
            line.UseUtcTimestamp = true;
            line.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
    });
}
