using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Losses;

/// <summary>The fifth promise where nothing is left to thin: events beyond their own lane's bound are named, to each city that had them not.</summary>
[TestClass]
public sealed class EventEvictionTests
{
    private const int SegmentBytes = 64 << 10;
    private const int EventBytes = 4 * SegmentBytes;
    private const int ReadingsEach = 12;

    [TestMethod]
    public async Task Events_that_the_full_lane_gave_up_are_named_to_each_city_that_had_them_not()
    {
        using var directory = new TempDirectory();
        var ledger = new LossLedger("gw", TimeProvider.System);
        var watch = new JournalWatch(ledger, NullLogger<JournalWatch>.Instance);
        var options = new JournalOptions { Linger = TimeSpan.Zero, SegmentBytes = SegmentBytes, DataBytes = 2 * SegmentBytes, EventBytes = EventBytes, EventReserveBytes = SegmentBytes, MaxRecordBytes = 16 << 10 };
        await using var journal = DurableLog.Open(new FileStorage(directory.At("journal")), options, TimeProvider.System, watch);
        watch.Opened(journal, journal.Recovered);
        var (away, early, near) = (new CitySink("away") { Unplugged = true }, new CitySink("early"), new CitySink("near"));
        var tuning = new ForwardTuning { LingerMs = 0, RetryBaseMs = 1, RetryCapSeconds = 1 };
        var engine = await ForwardEngine.StartAsync(
            journal, [.. new[] { away, early, near }.Select(city => new SinkBinding(city, tuning))], directory.At("dead-letters"), TimeProvider.System, new Random(1), NullLogger.Instance, ledger);
        await using (engine)
        {
            var produced = new HashSet<PackKey>();
            long bytes = 0;
            for (uint seq = 0; bytes < 3 * EventBytes; seq++)
            {
                var pack = Packs.Make("a", seq, 1_772_366_400_000 + (seq * 10_000L), isEvent: true, readings: ReadingsEach);
                var record = Packs.Encode(pack);
                Assert.IsTrue((await journal.AppendAsync(Lane.Event, PackRecord.RecordType, record)).Committed);
                produced.Add(PackKey.Of(pack));
                bytes += record.Length;

                // One city goes away with a hundred events had; the other keeps up to the end.
                if (seq % 100 == 99) await UntilAsync(() => near.Received.Count == produced.Count);
                if (seq == 99) await UntilAsync(() => early.Received.Count == produced.Count);
                if (seq == 99) early.Unplugged = true;
            }

            await UntilAsync(() => near.Received.Count == produced.Count);
            (away.Unplugged, early.Unplugged) = (false, false);
            engine.Poke();
            await UntilAsync(() => engine.Drained);

            Assert.IsTrue(produced.SetEquals(near.Received));
            Assert.IsEmpty(near.Losses, "what a city has is no loss of its own");
            foreach (var city in new[] { away, early })
            {
                var evicted = city.Lost(LossCause.Evicted);
                Assert.IsGreaterThan(produced.Count / 3, evicted.Count, city.Name);
                Assert.IsTrue(city.Losses.TrueForAll(loss => loss.Cause == LossCause.Evicted));
                Assert.IsTrue(produced.SetEquals(city.Received.Concat(evicted)), "received and manifest are produced");
                Assert.IsFalse(city.Received.Overlaps(evicted));
                Assert.AreEqual((long)produced.Count * ReadingsEach, city.Readings + city.Losses.Sum(loss => loss.Readings), "to the reading");
                Assert.IsEmpty(city.Windows, "events are never thinned");
            }

            Assert.AreEqual(100, away.Lost().Count - early.Lost().Count);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds()) await Task.Delay(1, patience.Token);
    }
}
