using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Forward.Control;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Control;

[TestClass]
public sealed class ReplayCommandTests
{
    [TestMethod]
    public async Task The_command_says_how_many_go_again_and_they_go()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city");
        rig.Produce("a", 20);
        await rig.StartAsync(sink);
        await rig.DrainAsync();
        await using var control = ControlSocket.TryOpen(rig.Engine!, TimeProvider.System, rig.Directory, NullLogger.Instance);

        var (code, said, complained) = await RunAsync(rig.Directory, "replay", "--sink", "city", "--from", "2026-03-01T13:00:00+01:00", "--to", "2026-03-01T12:00:01.5Z", "--json");
        Assert.AreEqual(ExitCode.Ok, code, complained);
        using var answer = JsonDocument.Parse(said);
        Assert.AreEqual(20, answer.RootElement.GetProperty("records").GetInt64());
        Assert.AreEqual(1_772_366_400_000, answer.RootElement.GetProperty("fromMs").GetInt64());
        await rig.UntilAsync(() => sink.Arrivals.Count == 40);

        (code, _, complained) = await RunAsync(rig.Directory, "replay", "--sink", "city", "--from", "2020-01-01T00:00:00Z", "--to", "2020-01-02T00:00:00Z");
        Assert.AreEqual(ExitCode.Failed, code);
        Assert.Contains("it goes back to 2026-03-01T12:00:00Z", complained);
    }

    [TestMethod]
    public async Task Backlog_as_json_has_what_the_table_has()
    {
        await using var rig = new EngineRig();
        rig.Produce("a", 20);
        await rig.StartAsync(new ScriptedSink("city"));
        await rig.DrainAsync();
        await using var control = ControlSocket.TryOpen(rig.Engine!, TimeProvider.System, rig.Directory, NullLogger.Instance);

        var (code, said, complained) = await RunAsync(rig.Directory, "backlog", "--json");
        Assert.AreEqual(ExitCode.Ok, code, complained);
        using var answer = JsonDocument.Parse(said);
        var city = answer.RootElement.GetProperty("sinks").EnumerateArray().Single();
        Assert.AreEqual("city", city.GetProperty("name").GetString());
        Assert.AreEqual("Up", city.GetProperty("state").GetString());
        Assert.AreEqual(20, city.GetProperty("forwardedPacks").GetInt64());
        Assert.AreEqual(20 * Packs.ReadingsEach, city.GetProperty("forwardedReadings").GetInt64());
        Assert.AreEqual(0, city.GetProperty("backlogPacks").GetInt64());
        Assert.AreEqual(0, city.GetProperty("replaying").GetInt64());
    }

    [TestMethod]
    [DataRow("town", "-2h", "-1h", ExitCode.Usage, "there is no sink town; there are city")]
    [DataRow("city", "-1h", "-2h", ExitCode.Usage, "--from is not before --to")]
    [DataRow("city", "-1h", "-1h", ExitCode.Usage, "--from is not before --to")]
    [DataRow("city", "yesterday", "-1h", ExitCode.Usage, "--from yesterday: expected a time")]
    [DataRow("city", "2026-03-01T12:00:00", "-1h", ExitCode.Usage, "--from 2026-03-01T12:00:00: expected a time with its offset")]
    [DataRow("city", "-2h", "-1w", ExitCode.Usage, "--to -1w: expected a time")]
    [DataRow("city", "-2h", "-0s", ExitCode.Unavailable, "no gateway runs on ")]
    public async Task What_is_wrong_is_said_in_a_line(string sink, string from, string to, int expected, string error)
    {
        using var directory = new TempDirectory();
        var (code, said, complained) = await RunAsync(directory.Path, "replay", "--sink", sink, "--from", from, "--to", to);
        Assert.AreEqual(expected, code, complained);
        Assert.Contains(error, complained);
        Assert.HasCount(1, complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual("", said);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string data, params string[] arguments)
    {
        var file = Path.Combine(data, "gateway.json");
        await File.WriteAllTextAsync(file, """{ "site": "site", "data": ".", "sinks": [ { "name": "city", "type": "file", "path": "city.ndjson" } ] }""");
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync([.. arguments, "--config", file], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
