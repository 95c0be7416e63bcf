using System.Text.RegularExpressions;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Tests.Config;

/// <summary>What docs/rules.md shows of the configuration file and of the command line is what the gateway takes.</summary>
[TestClass]
public sealed partial class HandbookConfigTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "rules.md"));

    private readonly string _directory = Directory.CreateTempSubdirectory("handbook-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void Every_piece_of_configuration_on_the_page_is_accepted()
    {
        var pieces = Configuration().Matches(Page);
        Assert.HasCount(2, pieces);
        foreach (Match piece in pieces)
        {
            var text = piece.Groups[1].Value.Trim();
            var members = text.StartsWith('{') ? text[1..^1] : text;
            var result = ConfigFile.Load(Write("gateway.json", $$"""
                {
                  "gateway": "trial", "site": "a", "data": "data",
                  "broker": { "listeners": [{ "address": "127.0.0.1", "port": 1883 }] },
                  "nodes": [{ "node": "ix-001", "password": "only-a-trial" }],
                  {{members}}
                }
                """));
            Assert.IsTrue(result.Ok, text + "\n" + string.Join('\n', result.Errors));
        }
    }

    [TestMethod]
    public async Task The_dry_run_of_the_page_runs_as_it_stands_there()
    {
        var command = Command().Match(Page).Groups[1].Value.Split(' ');
        Write("my-rules.json", $"{{ \"rules\": [{Rule().Match(Page).Groups[1].Value}] }}");
        Write("readings.ndjson", Reading().Match(Page).Value);
        string[] files = ["my-rules.json", "readings.ndjson", "picture.svg"];

        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync([.. command.Select(word => files.Contains(word) ? Path.Combine(_directory, word) : word)], output, error);

        Assert.AreEqual((ExitCode.Ok, ""), (code, error.ToString()));
        StringAssert.Contains(output.ToString(), "1 readings");
        Assert.IsTrue(File.Exists(Path.Combine(_directory, "picture.svg")));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "SmartCity.Edge.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }

    [GeneratedRegex(@"```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Configuration();

    [GeneratedRegex(@"```json rule\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"```\nsmartcity-gateway (pipeline test .*)\n```")]
    private static partial Regex Command();

    [GeneratedRegex("""\{"node":"[^}]*\}""")]
    private static partial Regex Reading();
}
