using System.CommandLine;
using SmartCity.Gateway.Operate.Backup;

namespace SmartCity.Gateway.Cli;

/// <summary><c>restore FILE</c>: makes this machine the gateway that the backup was taken of.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var config = new Option<string>("--config", "-c") { Description = "Where the configuration goes.", HelpName = "FILE", Required = true };
        var replace = new Option<bool>("--replace") { Description = "Give up the identity this machine has." };
        var command = new Command("restore", "Take over identity, registry and configuration from a backup; the gateway must not run.") { file, config, replace };
        command.SetAction(parsed =>
        {
            var (manifest, data) = BackupRestore.Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(config), parsed.GetValue(replace));
            parsed.InvocationConfiguration.Output.WriteLine($"this is {manifest.Gateway} now, as of {manifest.Taken:yyyy-MM-dd HH:mm} UTC; state in {data}");
            return ExitCode.Ok;
        });
        return command;
    }
}
