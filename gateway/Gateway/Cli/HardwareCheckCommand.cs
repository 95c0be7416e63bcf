using System.CommandLine;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Check;

namespace SmartCity.Gateway.Cli;

/// <summary><c>hardware check [board]</c>: every rule over one board or all; each fault is a line with its source and remedy.</summary>
internal static class HardwareCheckCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("board") { Description = "A folder of hardware/boards; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var root = HardwareCommand.RootOption();
        var command = new Command("check", "Check pins, buses, levels, currents and boot-time states of the boards.") { name, root };
        command.SetAction(parsed =>
        {
            if (HardwareCommand.Find(parsed, root) is not { } folder) return ExitCode.Usage;
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            int faults = 0;
            foreach (string board in parsed.GetValue(name) is { } one ? [one] : folder.BoardNames())
            {
                try
                {
                    var wired = folder.Board(board);
                    var findings = BoardRules.Check(new BoardContext(wired, folder.Module(wired.Module), ChannelCatalog.BuiltIn));
                    foreach (var finding in findings) error.WriteLine(finding);
                    if (findings.Count == 0) output.WriteLine($"{board}: {BoardRules.All.Count} rules, no faults");
                    faults += findings.Count;
                }
                catch (FormatException e)
                {
                    error.WriteLine(e.Message);
                    faults++;
                }
            }

            return faults == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
