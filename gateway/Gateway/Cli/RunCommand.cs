using System.CommandLine;
using System.Runtime.InteropServices;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest.Broker;
using SmartCity.Gateway.Operate;
using SmartCity.Gateway.Operate.Clock;
using SmartCity.Gateway.Operate.Http;
using SmartCity.Gateway.Operate.Otlp;
using SmartCity.Gateway.Operate.Reload;
using SmartCity.Gateway.Operate.Service;
using SmartCity.Gateway.Operate.Sntp;
using SmartCity.Gateway.Web;

namespace SmartCity.Gateway.Cli;

/// <summary><c>run --config FILE</c>: the service, until SIGTERM or Ctrl+C; SIGHUP reads the file again.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Log what the broker's library says, too." };
        var command = new Command("run", "Run the gateway until it is told to stop; SIGHUP makes it read its configuration again.") { config, verbose };
        command.SetAction((parsed, stop) => RunAsync(parsed, parsed.GetRequiredValue(config), parsed.GetValue(verbose), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string file, bool verbose, CancellationToken stop)
    {
        var error = parsed.InvocationConfiguration.Error;
        using var loggers = ConsoleLog.Create(verbose);
        using var logs = new LogRing(TimeProvider.System);
        loggers.AddProvider(logs);
        using var manager = Systemd.FromEnvironment(Environment.GetEnvironmentVariable, Environment.ProcessId);

        // Set by systemd where the unit says StateDirectory= (systemd.exec(5)).
        var state = Environment.GetEnvironmentVariable("STATE_DIRECTORY");
        var choice = StartChoice.Of(file, state, loggers.CreateLogger<GatewayService>(), out var faults);
        if (choice is null)
        {
            foreach (var fault in faults) await error.WriteLineAsync(fault.ToString()).ConfigureAwait(false);
            return ExitCode.Config;
        }

        var seams = new GatewaySeams
        {
            Loggers = loggers,
            Logs = logs,
            ConfigFile = file,
            Say = ConsoleLog.IsJournal ? null : parsed.InvocationConfiguration.Output.WriteLine,
            Parts = host => [.. GatewaySeams.Standard(host), new OperatePart(host), new SntpPart(host, () => SystemClock.Read(host.Time)), new OtlpPart(host)],
        };
        var service = new GatewayService(file, seams, manager);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            service.Reload();
        });
        try
        {
            await service.RunAsync(choice, stop).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (ListenException e)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Unavailable;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }
}
