using System.CommandLine;

namespace SmartCity.Gateway.Cli;

/// <summary><c>check-config --config FILE</c>: says what <c>run</c> would say of the file, and starts nothing.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("check-config", "Check a configuration file and name every fault with line and column.") { config };
        command.SetAction(parsed =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            parsed.InvocationConfiguration.Output.WriteLine(
                $"ok: gateway {options.Gateway}, {options.Broker.Listeners.Count} listeners, {options.Nodes.Count} nodes, {options.Sinks.Count} sinks");
            return ExitCode.Ok;
        });
        return command;
    }
}
