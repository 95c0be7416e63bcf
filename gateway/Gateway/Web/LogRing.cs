namespace SmartCity.Gateway.Web;

/// <summary>One line of the log.</summary>
internal sealed record LogLine(long Time, string Level, int Id, string Category, string Text);

/// <summary>The last lines of the log, for the web interface and the support bundle.</summary>
internal sealed class LogRing(TimeProvider time) : ILoggerProvider
{
    private const int Size = 500;
    private const string Own = "SmartCity.";

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    // What the web server and the broker's library tell of every request would push the gateway's own lines out.
    public ILogger CreateLogger(string categoryName) =>
        new Writer(this, categoryName[(categoryName.LastIndexOf('.') + 1)..], categoryName.StartsWith(Own, StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        lock (_gate)
        {
            if (_lines.Count == Size) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    private sealed class Writer(LogRing ring, string category, LogLevel least) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = formatter(state, exception) + (exception is null ? "" : $" ({exception.Message})");
            ring.Add(new LogLine(ring.Now, logLevel.ToString().ToLowerInvariant(), eventId.Id, category, text));
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
