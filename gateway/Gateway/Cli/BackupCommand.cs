using System.CommandLine;
using SmartCity.Gateway.Operate.Backup;

namespace SmartCity.Gateway.Cli;

/// <summary><c>backup FILE</c>: identity, registry and configuration into one file, while the gateway runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where the backup goes; it holds secrets and is made readable for its owner alone." };
        var config = ConfigOption.Create();
        var command = new Command("backup", "Put identity, keys, registry of nodes and configuration into a file, for this machine's successor.") { file, config };
        command.SetAction(parsed =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var target = parsed.GetRequiredValue(file);
            var outside = BackupArchive.Write(target, parsed.GetRequiredValue(config), options, TimeProvider.System.GetUtcNow());
            foreach (var path in outside) parsed.InvocationConfiguration.Error.WriteLine($"not in the backup, for it lies elsewhere: {path}");
            parsed.InvocationConfiguration.Output.WriteLine($"{target}: gateway {options.Gateway}, without its readings");
            return ExitCode.Ok;
        });
        return command;
    }
}
