using System.Globalization;
using SmartCity.Gateway.Cli;

namespace SmartCity.Gateway.Tests.Cli;

/// <summary>The dry run and the benchmark's files, from the command line on.</summary>
[TestClass]
public sealed class PipelineCommandTests
{
    private const string Rules = """
        {
          "filters": [{ "channels": ["t"], "steps": [{ "type": "deadband", "width": 1 }] }],
          "rules": [{ "type": "threshold", "id": "hot", "channel": "t", "above": 30 }]
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("pipeline-command-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task A_dry_run_tells_what_a_rule_would_have_done_and_draws_it()
    {
        var data = Enumerable.Range(0, 20).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{{\"node\":\"n1\",\"time\":\"2026-03-01T12:00:{i:00}Z\",\"channel\":\"t\",\"value\":{(i is > 9 and < 15 ? 31 : 20)}}}"));
        var (code, output, error) = await RunAsync("test", "--rules", Write("rules.json", Rules), "--data", Write("data.ndjson", string.Join('\n', data)), "--svg", At("out.svg"));
        Assert.AreEqual((ExitCode.Ok, ""), (code, error));
        StringAssert.Contains(output, "2026-03-01T12:00:10.000Z raised hot (warning) at site/n1");
        StringAssert.Contains(output, "2026-03-01T12:00:15.000Z cleared hot");
        StringAssert.Contains(output, "20 readings, 17 held back");
        var picture = await File.ReadAllTextAsync(At("out.svg"));
        StringAssert.Contains(picture, "<polyline");
        StringAssert.Contains(picture, ">hot</text>");
    }

    [TestMethod]
    [DataRow("\"above\": 30", "\"abov\": 30", "rules.json:3:73: $.rules[0].abov: unknown key")]
    [DataRow("\"id\": \"hot\"", "\"id\": \"Hot!\"", "$.rules[0].id: expected text of the form")]
    [DataRow("\"above\": 30 }", "\"above\": 30 }, { \"type\": \"gas\", \"id\": \"hot\", \"channel\": \"ch4\", \"above\": 20 }", "$.rules[1].id: expected a name of its own")]
    [DataRow("\"above\": 30", "\"above\": 30, \"below\": 40", "$.rules[0].below: expected less than above")]
    [DataRow("\"deadband\", \"width\": 1", "\"dedband\", \"width\": 1", "expected an object with \"type\" one of \"deadband\", \"swinging-door\", \"rate-limit\", \"window\"")]
    public async Task A_fault_in_the_rules_is_told_with_line_and_path(string right, string wrong, string expected)
    {
        var (code, _, error) = await RunAsync("test", "--rules", Write("rules.json", Rules.Replace(right, wrong, StringComparison.Ordinal)), "--data", Write("data.ndjson", ""));
        Assert.AreEqual(ExitCode.Config, code);
        StringAssert.Contains(error, expected);
    }

    [TestMethod]
    public async Task A_line_that_is_no_reading_is_told_with_its_number()
    {
        var (code, _, error) = await RunAsync("test", "--rules", Write("rules.json", Rules), "--data", Write("data.ndjson", "{\"node\":\"n1\",\"time\":\"2026-03-01T12:00:00Z\",\"channel\":\"t\",\"value\":1}\n{\"node\":\"n1\"}"));
        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(error, "data.ndjson:2: expected \"channel\"");
    }

    [TestMethod]
    public async Task Scores_of_a_benchmark_go_where_its_scorer_looks()
    {
        Directory.CreateDirectory(At("data/realTraffic"));
        Directory.CreateDirectory(At("labels"));
        Write("data/realTraffic/speed.csv", "timestamp,value\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"2015-09-01 {i / 60:00}:{i % 60:00}:00,{(i == 250 ? 500 : 60 + (i % 3))}")));
        Write("labels/combined_windows.json", "{\"realTraffic/speed.csv\":[[\"2015-09-01 04:00:00.000000\",\"2015-09-01 04:20:00.000000\"]]}");
        var (code, output, _) = await RunAsync("score", "--format", "nab", _directory);
        Assert.AreEqual(ExitCode.Ok, code);
        StringAssert.Contains(output, "300 rows, 1 odd");
        var lines = await File.ReadAllLinesAsync(At("results/smartcity/realTraffic/smartcity_speed.csv"));
        Assert.AreEqual("timestamp,value,anomaly_score,label", lines[0]);
        StringAssert.StartsWith(lines[251], "2015-09-01 04:10:00,500,0.9");
        StringAssert.EndsWith(lines[251], ",1");
        StringAssert.EndsWith(lines[1], ",0,0");
    }

    [TestMethod]
    public async Task A_water_loop_that_turns_odd_is_marked_with_its_change_points()
    {
        Directory.CreateDirectory(At("data/valve1"));
        var rows = Enumerable.Range(0, 600).Select(i => string.Create(CultureInfo.InvariantCulture, $"2020-03-09 10:{i / 60:00}:{i % 60:00};{1 + (i % 5 * 0.1) + (i is >= 500 and < 550 ? 5 : 0)};{30 - (i % 7 * 0.2)};0;0"));
        Write("data/valve1/0.csv", "datetime;Current;Volume Flow RateRMS;anomaly;changepoint\n" + string.Join('\n', rows));
        Assert.AreEqual(ExitCode.Ok, (await RunAsync("score", "--format", "skab", _directory)).Code);
        var lines = await File.ReadAllLinesAsync(At("results/smartcity/valve1/0.csv"));
        Assert.AreEqual("datetime;anomaly;changepoint", lines[0]);
        var changes = Enumerable.Range(1, 600).Where(i => lines[i].EndsWith(";1", StringComparison.Ordinal)).ToArray();
        Assert.IsInRange(501, 506, changes[0]);
        Assert.IsInRange(551, 580, changes[^1]);
        Assert.IsTrue(lines[510..545].All(line => line.EndsWith(";1;0", StringComparison.Ordinal)));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(["pipeline", .. args], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string At(string name) => Path.Combine(_directory, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
