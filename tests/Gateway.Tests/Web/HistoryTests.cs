using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>The history: derived from the journal, whole after any stop, exact in its figures.</summary>
[TestClass]
public sealed class HistoryTests
{
    private static readonly SeriesName T = new("a", "n1", "t");

    [TestMethod]
    public void A_chunk_gives_back_what_it_took_and_damage_is_told()
    {
        var points = new List<HistoryPoint> { new(7_200_000, 1.25, 1), new(7_200_500, double.NaN, 9), new(7_263_000, -3e9, 3) };
        var bytes = HourChunk.Write(7_200_000, points);
        var back = new List<HistoryPoint>();
        HourChunk.Read(7_200_000, bytes, long.MinValue, long.MaxValue, back);
        CollectionAssert.AreEqual(points, back);
        Assert.ThrowsExactly<InvalidDataException>(() => HourChunk.Read(0, bytes.AsSpan(0, bytes.Length / 2), 0, long.MaxValue, back));
    }

    [TestMethod]
    public void Buckets_are_those_of_a_plain_sum_whether_in_the_file_or_in_memory()
    {
        using var directory = new TempDirectory();
        using var store = new HistoryStore(HistoryFile.Open(directory.Path));
        var random = new Random(7);
        var all = new List<HistoryPoint>();
        for (var i = 0; i < 5000; i++)
        {
            var point = new HistoryPoint(random.Next(0, 20_000_000), random.Next(100) == 0 ? double.NaN : random.NextDouble() * 50, (byte)(random.Next(40) == 0 ? 3 : 1));
            if (double.IsNaN(point.Value)) point = point with { Flag = 9 };
            all.Add(point);
            store.Add(T, point);
            if (i % 700 == 0) store.Flush("j", i, 0);
        }

        foreach (var resolution in new[] { Resolution.Minute, Resolution.Quarter, Resolution.Hour })
        {
            var step = HistoryStore.StepMs(resolution);
            var expected = all.Where(p => p.TimeMs < 18_000_000).GroupBy(p => p.TimeMs / step * step).OrderBy(g => g.Key).ToList();
            var found = store.Query(T, 0, 18_000_000, resolution);
            CollectionAssert.AreEqual(expected.Select(g => g.Key).ToList(), found.Select(f => f.TimeMs).ToList());
            foreach (var (group, (_, bucket)) in expected.Zip(found))
            {
                var values = group.Where(p => !double.IsNaN(p.Value)).Select(p => p.Value).ToList();
                Assert.AreEqual(values.Count, bucket.Count);
                Assert.AreEqual(values.Min(), bucket.Min);
                Assert.AreEqual(values.Max(), bucket.Max);
                Assert.AreEqual(values.Average(), bucket.Mean!.Value, 1e-9);
                Assert.AreEqual(group.Any(p => p.Flag == 3) ? 3 : group.Any(p => p.Flag == 9) ? 9 : 1, bucket.Flag);
            }
        }

        Assert.AreEqual(all.Count(p => p.TimeMs is >= 1000 and < 9_000_000), store.Query(T, 1000, 9_000_000, Resolution.Raw).Count);
    }

    [TestMethod]
    public async Task A_stop_at_any_moment_neither_loses_nor_doubles_a_reading()
    {
        using var directory = new TempDirectory();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var journal = DurableLog.Open(new FileStorage(directory.At("journal")), new JournalOptions(), TimeProvider.System);
        await using var beat = new Heartbeat(TimeProvider.System);
        await using (journal)
        {
            var options = new HistoryOptions { FlushSeconds = 3600 };
            for (var round = 0; round < 3; round++)
            {
                for (uint i = 0; i < 50; i++) await AppendAsync(journal, "n1", now - 60_000 + (round * 1000) + i, i);
                using var store = new HistoryStore(HistoryFile.Open(directory.Path));
                using var stop = new CancellationTokenSource();
                var feed = new HistoryFeed(journal, store, options, "gw", TimeProvider.System, beat, NullLogger.Instance);
                var feeding = Task.Run(() => feed.RunAsync(stop.Token));
                await Eventually.True(() => store.Query(T, 0, now, Resolution.Raw).Count == 50 * (round + 1));
                if (round == 1) continue; // Killed: what waited in memory is read again.
                await stop.CancelAsync();
                await feeding;
            }
        }
    }

    [TestMethod]
    public async Task A_history_that_was_removed_is_made_again_from_the_journal()
    {
        using var directory = new TempDirectory();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var journal = DurableLog.Open(new FileStorage(directory.At("journal")), new JournalOptions(), TimeProvider.System);
        await using var beat = new Heartbeat(TimeProvider.System);
        await using (journal)
        {
            for (uint i = 0; i < 20; i++) await AppendAsync(journal, "n1", now - 1000 + i, i);
            for (var round = 0; round < 2; round++)
            {
                if (round == 1) File.WriteAllText(HistoryFile.PathIn(directory.Path), "this is no database, and long enough to look like a header of one");
                foreach (var suffix in new[] { "-wal", "-shm" }) File.Delete(HistoryFile.PathIn(directory.Path) + suffix);
                using var store = new HistoryStore(HistoryFile.Open(directory.Path));
                using var stop = new CancellationTokenSource();
                var feeding = Task.Run(() => new HistoryFeed(journal, store, new HistoryOptions(), "gw", TimeProvider.System, beat, NullLogger.Instance).RunAsync(stop.Token));
                await Eventually.True(() => store.Query(T, 0, now, Resolution.Raw).Count == 20);
                await stop.CancelAsync();
                await feeding;
                Assert.AreEqual(0, journal.OpenCursor(HistoryFeed.CursorName).Backlog(Lane.Data));
            }
        }
    }

    [TestMethod]
    public void It_stays_within_its_bytes_and_gives_up_single_readings_first()
    {
        using var directory = new TempDirectory();
        using var store = new HistoryStore(HistoryFile.Open(directory.Path));
        var random = new Random(3);
        for (var day = 0; day < 4; day++)
        {
            for (var i = 0; i < 20_000; i++) store.Add(T, new HistoryPoint((day * 86_400_000L) + (i * 4000), random.NextDouble(), 1));
            store.Flush("j", day, 0);
        }

        var before = store.File.UsedBytes;
        store.File.Prune(86_400_000, before / 2);
        Assert.IsLessThanOrEqualTo(before / 2, store.File.UsedBytes);
        Assert.IsEmpty(store.Query(T, 0, 86_400_000, Resolution.Quarter));
        Assert.IsEmpty(store.Query(T, 86_400_000, 90_000_000, Resolution.Raw));
        Assert.HasCount(89, store.Query(T, 3 * 86_400_000L, 4 * 86_400_000L, Resolution.Quarter));
    }

    [TestMethod]
    public async Task The_API_answers_columns_and_exports_and_observations()
    {
        await using var rig = await WebRig.StartAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await rig.AppendAsync("n1", "t", now - 5000, 20, 21, 22.5);
        await Eventually.True(() => rig.Context.History!.Query(T, now - 10_000, now, Resolution.Raw).Count == 3);
        var browser = await rig.LoginAsync();

        var columns = await WebRig.GetAsync(browser, "/api/v1/history?site=a&node=n1&channel=t&last=3600000&resolution=1h");
        Assert.AreEqual(3, columns["n"]!.AsArray().Sum(n => (int)n!));
        Assert.AreEqual(22.5, columns["max"]!.AsArray().Max(n => (double)n!));

        var csv = await browser.GetStringAsync("/api/v1/export?site=a&node=n1&channel=t&last=3600000&resolution=raw&format=csv");
        Assert.HasCount(5, csv.Split("\r\n"));
        StringAssert.StartsWith(csv, "site,node,channel,time,count,min,mean,max,flag\r\na,n1,t,");

        var parquet = await browser.GetByteArrayAsync("/api/v1/export?site=a&node=n1&channel=t&last=3600000&resolution=raw&format=parquet");
        CollectionAssert.AreEqual("PAR1"u8.ToArray(), parquet[..4]);
        CollectionAssert.AreEqual("PAR1"u8.ToArray(), parquet[^4..]);

        var things = await WebRig.GetAsync(browser, "/sta/v1.1/Things");
        var streams = await WebRig.GetAsync(browser, new Uri((string)things["value"]![0]!["Datastreams@iot.navigationLink"]!).PathAndQuery);
        var link = new Uri((string)streams["value"]![0]!["Observations@iot.navigationLink"]!).PathAndQuery;
        var first = await WebRig.GetAsync(browser, link + "?$top=2");
        Assert.AreEqual(20.0, (double)first["value"]![0]!["result"]!);
        var rest = await WebRig.GetAsync(browser, new Uri((string)first["@iot.nextLink"]!).PathAndQuery);
        Assert.AreEqual(22.5, (double)rest["value"]!.AsArray().Single()!["result"]!);
    }

    [TestMethod]
    [DataRow("site=a", "expected site, node and channel")]
    [DataRow("site=a&node=n1&channel=t&last=60000&resolution=2h", "resolution: expected raw, 1min, 15min or 1h")]
    [DataRow("site=a&node=n1&channel=t&from=tomorrow", "expected last in milliseconds")]
    [DataRow("site=a&node=n1&channel=t&last=864000000&resolution=raw", "take a coarser one")]
    public async Task A_wrong_question_is_answered_with_what_was_expected(string query, string expected)
    {
        await using var rig = await WebRig.StartAsync();
        var answer = await (await rig.LoginAsync()).GetAsync("/api/v1/history?" + query);
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], expected);
    }

    private static async Task AppendAsync(DurableLog journal, string node, long timeMs, uint seq)
    {
        var pack = new Pack { Site = "a", Node = node, BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = 1, Seq = seq, ReceivedMs = timeMs };
        pack.Add() = new Reading { Channel = "t", Number = seq, TimeMs = timeMs, Quality = 1 };
        var record = new byte[SmartCity.Pipeline.Records.PackRecord.MaxBytes];
        Assert.IsTrue(SmartCity.Pipeline.Records.PackRecord.TryWrite(pack, record, out var written));
        Assert.IsTrue((await journal.AppendAsync(Lane.Data, SmartCity.Pipeline.Records.PackRecord.RecordType, record.AsSpan(0, written))).Committed);
    }
}
