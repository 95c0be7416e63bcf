using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Control;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Control;

[TestClass]
public sealed class ControlSocketTests
{
    [TestMethod]
    public async Task The_command_line_sees_the_sinks_and_has_dead_letters_sent_again()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city", _ => SendOutcome.Permanent("not wanted"));
        rig.Produce("a", 1);
        await rig.StartAsync(sink);
        await rig.DrainAsync();
        await using var control = ControlSocket.TryOpen(rig.Engine!, TimeProvider.System, rig.Directory, NullLogger.Instance);

        var answer = await ControlClient.AskAsync(rig.Directory, "sinks", CancellationToken.None);
        Assert.AreEqual(1, answer!.Sinks!.Single().DeadLetters);
        sink.Script = _ => SendOutcome.Delivered;
        Assert.AreEqual(1, (await ControlClient.AskAsync(rig.Directory, "replay city", CancellationToken.None))!.Replaying);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].DeadLetters == 0);
        Assert.AreEqual("there is no sink town", (await ControlClient.AskAsync(rig.Directory, "replay town", CancellationToken.None))!.Fault);
        Assert.IsNotNull((await ControlClient.AskAsync(rig.Directory, "make coffee", CancellationToken.None))!.Fault);
    }

    [TestMethod]
    public async Task Without_a_running_gateway_there_is_no_answer()
    {
        using var directory = new TempDirectory();
        Assert.IsNull(await ControlClient.AskAsync(directory.Path, "sinks", CancellationToken.None));
    }

    [TestMethod]
    public void The_table_says_what_waits_since_when_and_how_long_it_takes()
    {
        var sink = new SinkSnapshot(
            "city", SinkState.Down, 10, 60, 0, 7200, 43200, 7200, 43200, TimeSpan.FromMilliseconds(120), 1_000_000, 12, 3, 4, 9, "no link", 3_990_000);
        var lines = BacklogCommand.Lines([sink], 4_600_000).ToArray();
        Assert.AreEqual("city down 120 ms 7200 43200 60 min 12.0 10 min 3", string.Join(' ', lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.AreEqual("city: 10 min ago: no link", lines[2]);
    }
}
