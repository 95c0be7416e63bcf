using System.CommandLine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest.Broker;

namespace SmartCity.Gateway.Cli;

/// <summary><c>run --config FILE</c>: the service, until SIGTERM or Ctrl+C.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Log what the broker's library says, too." };
        var command = new Command("run", "Run the gateway until it is told to stop.") { config, verbose };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            using var loggers = ConsoleLog.Create(parsed.GetValue(verbose));
            var host = new GatewayHost(options, new GatewaySeams { Loggers = loggers });
            await using (host.ConfigureAwait(false))
            {
                try
                {
                    await host.StartAsync(stop).ConfigureAwait(false);
                }
                catch (ListenException e)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                    return ExitCode.Unavailable;
                }

                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
