using System.CommandLine;
using SmartCity.Gateway.Hardware.Generate;

namespace SmartCity.Gateway.Cli;

/// <summary><c>hardware generate</c>: writes every file that is made from channels and boards; <c>--check</c> only compares.</summary>
internal static class HardwareGenerateCommand
{
    public static Command Create()
    {
        var root = HardwareCommand.RootOption();
        var check = new Option<bool>("--check") { Description = "Write nothing; fail when a file is not current." };
        var command = new Command("generate", "Write pictures, tables, sheets and the firmware's tables from hardware/.") { root, check };
        command.SetAction(parsed =>
        {
            if (HardwareCommand.Find(parsed, root) is not { } folder) return ExitCode.Usage;
            var stale = 0;
            foreach (var artefact in Artefacts.All(folder))
            {
                string path = Path.Combine(folder.Root, artefact.Path);
                if (File.Exists(path) && File.ReadAllText(path) == artefact.Text) continue;
                stale++;
                parsed.InvocationConfiguration.Output.WriteLine(artefact.Path);
                if (!parsed.GetValue(check)) File.WriteAllText(path, artefact.Text);
            }

            return stale > 0 && parsed.GetValue(check) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }
}
