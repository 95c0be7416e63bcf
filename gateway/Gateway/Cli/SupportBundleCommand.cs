using System.CommandLine;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Operate.Support;

namespace SmartCity.Gateway.Cli;

/// <summary><c>support-bundle FILE</c>: configuration, state and log without secrets; a wrong configuration is no obstacle.</summary>
internal static class SupportBundleCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where the bundle goes (.tar.gz)." };
        var config = ConfigOption.Create();
        var command = new Command("support-bundle", "Put configuration, metrics, journal summary and log into a file for those who help; without secrets and readings.") { file, config };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetRequiredValue(config);
            var bundle = new SupportBundle(path, ConfigFile.Load(path).Options, TimeProvider.System);
            var names = await bundle.WriteAsync(parsed.GetRequiredValue(file), stop).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{parsed.GetRequiredValue(file)}: {string.Join(", ", names)}").ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
