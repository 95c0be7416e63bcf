using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Losses;

/// <summary>
/// The fourth promise: alarms outlive telemetry. The cap is filled three times over while one city is away; every event
/// stays, telemetry is thinned before it goes, and the books balance to the reading, for each city.
/// </summary>
[TestClass]
public sealed class OverfillTests
{
    private const int SegmentBytes = 64 << 10;
    private const int DataBytes = 8 * SegmentBytes;
    private const int ReadingsEach = 12;

    [TestMethod]
    public async Task Filled_three_times_over_every_event_is_kept_and_telemetry_is_thinned_before_it_goes()
    {
        using var directory = new TempDirectory();
        var ledger = new LossLedger("gw", TimeProvider.System);
        var watch = new JournalWatch(ledger, NullLogger<JournalWatch>.Instance);
        var options = new JournalOptions { Linger = TimeSpan.Zero, SegmentBytes = SegmentBytes, DataBytes = DataBytes, EventBytes = 2 * SegmentBytes, EventReserveBytes = SegmentBytes, MaxRecordBytes = 16 << 10 };
        await using var journal = DurableLog.Open(new FileStorage(directory.At("journal")), options, TimeProvider.System, watch);
        watch.Opened(journal, journal.Recovered);
        var (away, near) = (new CitySink("away") { Unplugged = true }, new CitySink("near"));
        var tuning = new ForwardTuning { LingerMs = 0, RetryBaseMs = 1, RetryCapSeconds = 1 };
        var engine = await ForwardEngine.StartAsync(
            journal, [new SinkBinding(away, tuning), new SinkBinding(near, tuning)], directory.At("dead-letters"), TimeProvider.System, new Random(1), NullLogger.Instance, ledger);
        await using (engine)
        {
            var produced = new HashSet<PackKey>();
            long bytes = 0, events = 0;
            var appends = new List<Task<AppendResult>>();
            for (uint seq = 0; bytes < 3 * DataBytes; seq++)
            {
                bytes += Append(journal, produced, appends, seq, isEvent: false);
                if (seq % 40 != 38) continue;
                Append(journal, produced, appends, ++seq, isEvent: true);
                events++;
                Assert.IsTrue((await Task.WhenAll(appends)).All(append => append.Committed));
                appends.Clear();

                // The city that is there keeps up; what it has is no loss of its own.
                if (seq % 400 == 399) await UntilAsync(() => near.Received.Count == produced.Count);
            }

            await Task.WhenAll(appends);
            await UntilAsync(() => near.Received.Count == produced.Count);
            away.Unplugged = false;
            engine.Poke();
            await UntilAsync(() => engine.Drained);

            Assert.IsTrue(produced.SetEquals(near.Received));
            Assert.IsTrue(watch.EvictedUnforwarded > 0 && watch.EvictedUnforwarded <= watch.Evicted, $"{watch.EvictedUnforwarded} of {watch.Evicted}");
            Assert.IsEmpty(near.Losses);
            Assert.IsEmpty(near.Windows);

            var thinned = away.Lost(LossCause.Thinned);
            Assert.IsGreaterThan(produced.Count / 3, thinned.Count);
            Assert.AreEqual(events, away.Events, "every event is kept");
            Assert.IsEmpty(away.Lost(LossCause.Evicted), "nothing goes without being thinned first");
            Assert.IsTrue(produced.SetEquals(away.Received.Concat(thinned)), "received and manifest are produced");
            Assert.IsFalse(away.Received.Overlaps(thinned));
            Assert.AreEqual((long)thinned.Count * ReadingsEach, away.Windows.Sum(set => set.Channels.Sum(channel => channel.Count)), "windows hold every thinned reading");
            Assert.AreEqual((long)produced.Count * ReadingsEach, away.Readings + away.Losses.Sum(loss => loss.Readings), "to the reading");
        }
    }

    private static int Append(DurableLog journal, HashSet<PackKey> produced, List<Task<AppendResult>> appends, uint seq, bool isEvent)
    {
        var pack = Packs.Make("a", seq, 1_772_366_400_000 + (seq * 10_000L), isEvent: isEvent, readings: ReadingsEach);
        var record = Packs.Encode(pack);
        appends.Add(journal.AppendAsync(isEvent ? Lane.Event : Lane.Data, PackRecord.RecordType, record).AsTask());
        produced.Add(PackKey.Of(pack));
        return record.Length;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds()) await Task.Delay(1, patience.Token);
    }
}
