using System.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Cli.Manual;

namespace SmartCity.Gateway.Tests.Cli.Manual;

[TestClass]
public sealed class ManualTests
{
    private static readonly CommandPage Tree = CommandPage.Of(GatewayCli.Create());

    [TestMethod]
    public void Every_command_that_can_be_run_and_every_option_stands_in_the_manual_page()
    {
        var page = string.Join('\n', ManPage.Write(Tree, "1.0", new DateOnly(2026, 1, 1))).Replace("\\", "", StringComparison.Ordinal);
        foreach (var command in Tree.All.Where(command => command.Commands.Count == 0))
        {
            StringAssert.Contains(page, ".SS " + command.Path);
            foreach (var option in command.Options) StringAssert.Contains(page, $"fB{option.Name}fR");
        }

        Assert.DoesNotContain("manual", page.Split('\n').Where(line => line.StartsWith(".SS", StringComparison.Ordinal)).Select(line => line[4..]));
    }

    [TestMethod]
    public void Every_description_says_something_on_one_line()
    {
        foreach (var command in Tree.All)
        {
            foreach (var text in command.Options.Select(option => option.Description).Append(command.Description))
            {
                Assert.IsGreaterThan(5, text.Length, command.Path);
                Assert.DoesNotContain('\n', text);
            }
        }
    }

    [TestMethod]
    [DataRow("smartcity-gateway chec", "check-config")]
    [DataRow("smartcity-gateway journal ins", "inspect")]
    [DataRow("smartcity-gateway check-config --conf", "--config")]
    public async Task Bash_completes_commands_and_options(string typed, string expected)
    {
        var words = typed.Split(' ');
        var script = string.Join('\n', Completions.Bash(Tree))
            + $"\nCOMP_WORDS=({typed}); COMP_CWORD={words.Length - 1}; _smartcity_gateway; echo \"${{COMPREPLY[@]}}\"\n";
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;

        Assert.AreEqual(expected, (await bash.StandardOutput.ReadToEndAsync()).Trim());
    }
}
