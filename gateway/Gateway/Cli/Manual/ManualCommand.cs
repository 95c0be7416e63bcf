using System.CommandLine;
using System.Globalization;

namespace SmartCity.Gateway.Cli.Manual;

/// <summary><c>manual man|bash|zsh|fish</c>: prints what the package ships beside the binary. Hidden: packagers call it.</summary>
internal static class ManualCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "man, bash, zsh or fish." };
        kind.AcceptOnlyFromAmong("man", "bash", "zsh", "fish");
        var date = new Option<string>("--date") { Description = "Date of the manual page, yyyy-MM-dd.", DefaultValueFactory = _ => "1970-01-01" };
        var version = new Option<string>("--set-version") { Description = "Version the manual page names.", DefaultValueFactory = _ => "0" };
        var command = new Command("manual", "Print the manual page or a shell's completion.") { kind, date, version };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var tree = CommandPage.Of(GatewayCli.Create());
            var day = DateOnly.ParseExact(parsed.GetValue(date)!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var lines = parsed.GetValue(kind) switch
            {
                "man" => ManPage.Write(tree, parsed.GetValue(version)!, day),
                "bash" => Completions.Bash(tree),
                "zsh" => Completions.Zsh(tree),
                _ => Completions.Fish(tree),
            };
            foreach (var line in lines) parsed.InvocationConfiguration.Output.Write(line + "\n");
            return ExitCode.Ok;
        });
        return command;
    }
}
