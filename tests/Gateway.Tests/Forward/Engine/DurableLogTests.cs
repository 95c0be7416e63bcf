using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Forward.Engine;

/// <summary>The engine over the journal as it is, restarted in between.</summary>
[TestClass]
public sealed class DurableLogTests
{
    [TestMethod]
    public async Task Live_and_backlog_over_restarts_arrive_once()
    {
        using var directory = new TempDirectory();
        var arrivals = new List<Arrival>();
        uint seq = 0;
        for (var round = 0; round < 4; round++)
        {
            await using var journal = DurableLog.Open(new FileStorage(directory.At("journal")), new JournalOptions(), TimeProvider.System);
            var sink = new ScriptedSink("city");
            if (round == 1) sink.Script = _ => SendOutcome.Temporary("unplugged");
            var engine = await ForwardEngine.StartAsync(
                journal, [new SinkBinding(sink, new ForwardTuning { LingerMs = 0, RetryBaseMs = 1 })], directory.At("dead-letters"), TimeProvider.System, new Random(1), NullLogger.Instance);
            await using (engine)
            {
                for (var i = 0; i < 500; i++)
                {
                    var lane = i % 50 == 0 ? Lane.Event : Lane.Data;
                    var pack = Packs.Make("a", seq++, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), isEvent: lane == Lane.Event);
                    var append = journal.AppendAsync(lane, PackRecord.RecordType, Packs.Encode(pack));
                    if (i % 100 == 99) Assert.IsTrue((await append).Committed);
                }

                while (round != 1 && !engine.Drained) await Task.Delay(1);
            }

            arrivals.AddRange(sink.Arrivals);
        }

        Assert.AreEqual(2000, arrivals.Count);
        Assert.AreEqual(2000, arrivals.Select(arrival => arrival.Seq).Distinct().Count());
    }
}
