using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Cli.Doctor;
using SmartCity.Gateway.Tests.Web;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Tests.Cli;

/// <summary>Faults are planted one at a time; the doctor names each, with its remedy, and nothing else.</summary>
[TestClass]
public sealed class DoctorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly JournalDetail Journal = new("open", null, 0, 10, 1, 0, 0, new Dictionary<string, long>(), 1 << 20, 10, 10);
    private static readonly SinkLine Sink = new("city", "up", 0, 0, 10, 5, null, 1, null, 0, null, null);
    private static readonly NodeLine Node = new("a", "n1", null, null, null, "online", 1, 1, 1, null, 0, []);

    private static readonly Facts Well = new(
        Now, true, 8L << 30, 32L << 30,
        new GatewayDetail("gw", new Pulse(1, 1, 1, 0, 1, "open", null), Journal, [Sink], new Dictionary<string, long>(), 1, 0, 0, 8L << 30, 32L << 30, 0, 0, 86400),
        [Node], [], [("tls.pem", Now.AddDays(90))], []);

    private static IEnumerable<object[]> Planted =>
    [
        [Well with { Now = DateTimeOffset.UnixEpoch, Certificates = [] }, Gravity.Fault, "the clock says 1970-01-01", "timedatectl"],
        [Well with { Writable = false }, Gravity.Fault, "cannot be written", "read-write"],
        [Well with { DiskFree = 100 << 20 }, Gravity.Warning, "100 MiB are free", "journal.dataMegabytes"],
        [Well with { Certificates = [("tls.pem", Now.AddDays(-1))] }, Gravity.Fault, "tls.pem ended 2026-11-21", "renew it"],
        [Well with { Certificates = [("tls.pem", Now.AddDays(9))] }, Gravity.Warning, "tls.pem ends 2026-12-01", "before that day"],
        [Well with { Gateway = null, BusyPorts = [] }, Gravity.Fault, "no gateway runs", "systemctl start"],
        [With(Journal with { State = "disk-full" }), Gravity.Fault, "the journal takes nothing: disk-full", "mend the disk"],
        [With(Journal with { Lost = 3 }), Gravity.Warning, "3 journal records were found damaged", "journal verify"],
        [With(Journal with { WrittenTotal = 20L << 30 }), Gravity.Warning, "20.0 GiB a day", "journal.lingerMs"],
        [With(Sink with { State = "down", LastError = "connection refused" }), Gravity.Fault, "city cannot be reached: connection refused", "tries again by itself"],
        [With(Sink with { DeadLetters = 4 }), Gravity.Warning, "refused 4 packs", "dead-letter replay"],
        [With(Sink with { Oldest = Now.AddDays(-2).ToUnixTimeMilliseconds() }), Gravity.Warning, "more than a day behind", "backlog"],
        [Well with { Nodes = [Node with { State = "offline" }] }, Gravity.Warning, "a/n1 is offline", "supply"],
        [Well with { Nodes = [Node with { Faults = 2 }] }, Gravity.Warning, "2 faulty sensors", "self-test"],
    ];

    [TestMethod]
    [DynamicData(nameof(Planted))]
    public void Each_planted_fault_is_named_with_its_remedy(object facts, object gravity, string what, string remedy)
    {
        var finding = Diagnosis.Of((Facts)facts).Single();
        Assert.AreEqual((Gravity)gravity, finding.Gravity);
        StringAssert.Contains(finding.What, what);
        StringAssert.Contains(finding.Remedy, remedy);
    }

    [TestMethod]
    public void Where_all_is_well_it_finds_nothing() => Assert.IsEmpty(Diagnosis.Of(Well));

    [TestMethod]
    public async Task It_asks_the_running_gateway_and_says_by_its_exit_code_how_bad_it_is()
    {
        await using var rig = await WebRig.StartAsync();
        var file = Path.Combine(rig.Data, "gateway.json");
        await File.WriteAllTextAsync(file, $$"""{ "data": "{{rig.Data}}" }""");
        using var output = new StringWriter();
        var code = await GatewayCli.RunAsync(["doctor", "--config", file], output, TextWriter.Null);
        Assert.AreEqual((int)Gravity.Warning, code, output.ToString());
        StringAssert.Contains(output.ToString(), "a/n1 was not seen since the start");

        using var events = new StringWriter();
        Assert.AreEqual(ExitCode.Ok, await GatewayCli.RunAsync(["events", "--config", file, "--json"], events, TextWriter.Null));
        Assert.AreEqual("[]", events.ToString().Trim());
    }

    [TestMethod]
    public async Task Without_a_gateway_the_commands_say_so()
    {
        using var directory = new Forward.Fakes.TempDirectory();
        var file = directory.At("gateway.json");
        await File.WriteAllTextAsync(file, """{ "web": { "enabled": false }, "broker": { "listeners": [{ "port": 0 }] } }""");
        using var error = new StringWriter();
        Assert.AreEqual(ExitCode.Unavailable, await GatewayCli.RunAsync(["events", "--config", file], TextWriter.Null, error));
        StringAssert.Contains(error.ToString(), "no gateway runs on");
        Assert.AreEqual((int)Gravity.Fault, await GatewayCli.RunAsync(["doctor", "--config", file], TextWriter.Null, TextWriter.Null));
    }

    private static Facts With(JournalDetail journal) => Well with { Gateway = Well.Gateway! with { Journal = journal } };

    private static Facts With(SinkLine sink) => Well with { Gateway = Well.Gateway! with { Sinks = [sink] } };
}
