using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Gateway.Operate.Service;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Config;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Operate.Service;

[TestClass]
public sealed class WatchdogFeedTests : IDisposable
{
    private static readonly TimeSpan Third = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly SentNotices _manager = new() { Watchdog = 3 * Third };
    private readonly LogBook _log = new();

    [TestMethod]
    public async Task A_stalled_ingest_loop_stops_the_feed_and_is_named()
    {
        var journal = new MemoryJournal();
        await using var rules = new RuleDesk(new PipelineOptions(), "g1", journal, _time, NullLogger<RuleDesk>.Instance);
        var ingest = new PackIngest(new PackLog(journal, new DuplicateIndex()), rules, new NodeLosses(new LossLedger("g1", TimeProvider.System), journal), new IngestCounters(), _time);
        await using var feed = Feed(ingest.Progress);
        Assert.AreEqual(3, Beats(3), "idle is no stall");

        journal.Hold();
        var owed = ingest.AcceptAsync(new NodeIdentity("a", "n1"), TopicKind.Data, Encoding.UTF8.GetBytes(GatewayRig.Pack(0))).AsTask();
        Assert.AreEqual(3, Beats(3));
        Assert.AreEqual(0, Beats(5), "the disk has answered nothing for more than half a minute");
        StringAssert.Contains(_log.Of(2300).Single(), "ingest has made no progress");
        Assert.AreEqual("STATUS=ingest makes no progress", _manager.Sent.Last());

        journal.Release();
        Assert.AreEqual(PublishVerdict.Accepted, (await owed).Verdict);
        Assert.AreEqual(2, Beats(2));
        Assert.ContainsSingle(_log.Of(2301));
    }

    [TestMethod]
    public async Task Every_loop_must_get_somewhere()
    {
        var (well, ill) = (Gauge("well"), Gauge("sink/city"));
        await using var feed = Feed(well, ill);
        well.Enter();
        ill.Enter();
        for (var i = 0; i < 4; i++)
        {
            _time.Advance(Third);
            well.Step();
        }

        Assert.AreEqual(0, Beats(1));
        StringAssert.Contains(_log.Of(2300).Single(), "sink/city");
    }

    [TestMethod]
    public async Task Without_a_watchdog_only_the_status_is_told()
    {
        var manager = new SentNotices();
        await using var feed = new WatchdogFeed(manager, () => [], () => "well", _time, _log);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual("STATUS=well", manager.Sent.Single());
    }

    public void Dispose() => _log.Dispose();

    private WatchdogFeed Feed(params WorkGauge[] gauges)
    {
        var feed = new WatchdogFeed(_manager, () => gauges, () => "well", _time, _log);
        _time.Advance(TimeSpan.Zero);
        return feed;
    }

    private WorkGauge Gauge(string name) => new(name, TimeSpan.FromSeconds(30), _time);

    // How often the manager was fed in so many thirds of its interval.
    private int Beats(int thirds)
    {
        var before = _manager.Fed;
        for (var i = 0; i < thirds; i++) _time.Advance(Third);
        return _manager.Fed - before;
    }
}
