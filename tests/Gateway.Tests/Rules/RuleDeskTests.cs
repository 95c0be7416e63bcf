using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Rules;

[TestClass]
public sealed class RuleDeskTests
{
    [TestMethod]
    public async Task A_command_goes_out_while_the_disk_stands_still_and_the_event_is_journaled_when_it_moves()
    {
        var journal = new MemoryJournal();
        var broker = new SentCommands();
        var rule = new ThresholdRule { Id = "low", Channel = "press", Below = 100, Actions = [new CommandAction { Command = "valve", Output = "valve", State = "closed" }] };
        await using var desk = new RuleDesk(new PipelineOptions { Rules = [rule] }, "g1", journal, new FakeTimeProvider(), NullLogger<RuleDesk>.Instance);
        await using var beat = new Heartbeat(new FakeTimeProvider());
        desk.Start(broker, beat);
        journal.Hold();
        var pack = new Pack { Site = "a", Node = "n1" };
        pack.Add() = new Reading { Channel = "press", Number = 90, TimeMs = 1000, Quality = Quality.Good };
        desk.Process(pack, 1000);

        var (topic, payload) = broker.Sent.Single();
        Assert.AreEqual("a/n1 Command", topic);
        StringAssert.Contains(payload, "\"cmd\":\"valve\",\"name\":\"valve\",\"state\":\"closed\"");
        Assert.AreEqual(0, journal.End(Lane.Event));
        journal.Release();
        Assert.AreEqual(2, journal.End(Lane.Event));
        Assert.AreEqual(1, desk.ActiveEvents);
    }

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Commands_leave_at_once_while_the_disk_stalls_and_the_city_is_away()
    {
        // What the first ones take is the compiler's time, not the pipeline's.
        const int warmUp = 50;
        const int events = 250;
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        var journal = new MemoryJournal();
        var broker = new SentCommands();
        var rules = Enumerable.Range(0, events).Select(i => new ThresholdRule { Id = $"r{i}", Channel = $"c{i}", Above = 1, Actions = [new CommandAction { Command = "valve", Output = "v", State = "closed" }] });
        await using var desk = new RuleDesk(new PipelineOptions { Rules = [.. rules] }, "g1", journal, time, NullLogger<RuleDesk>.Instance);
        var log = new PackLog(journal, new DuplicateIndex());
        var ingest = new PackIngest(log, desk, new NodeLosses(new LossLedger("g1", time), journal), new IngestCounters(), time);
        await using var beat = new Heartbeat(time);
        desk.Start(broker, beat);
        journal.Hold();
        var waits = new List<double>();
        var answers = new List<Task<PublishReply>>();
        for (var i = 0; i < events; i++)
        {
            var payload = Encoding.UTF8.GetBytes($"[{{\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"bt\":1790000000,\"boot\":1,\"seq\":{i},\"n\":\"c{i}\",\"v\":2}}]");
            var started = Stopwatch.GetTimestamp();
            answers.Add(ingest.AcceptAsync(new NodeIdentity("a", "n1"), TopicKind.Data, payload).AsTask());
            Assert.HasCount(i + 1, broker.Sent);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        waits.RemoveRange(0, warmUp);
        waits.Sort();
        TestContext.WriteLine($"from the pack to its command: p50 {waits[waits.Count / 2]:F2} ms, p99 {waits[waits.Count * 99 / 100]:F2} ms, most {waits[^1]:F2} ms");
        Assert.IsFalse(answers.Exists(answer => answer.IsCompleted), "no pack is acknowledged before the disk has it");
        journal.Release();
        await Task.WhenAll(answers);
        Assert.AreEqual(2 * events, journal.End(Lane.Event));
    }

    [TestMethod]
    public async Task An_event_is_seen_on_the_desk_acknowledged_once_and_cleared()
    {
        var journal = new MemoryJournal();
        var rule = new ThresholdRule { Id = "hot", Channel = "t", Above = 30, Latch = true };
        await using var desk = new RuleDesk(new PipelineOptions { Rules = [rule] }, "g1", journal, new FakeTimeProvider(), NullLogger<RuleDesk>.Instance);
        desk.Process(Packed(31, 1000), 1000);
        desk.Process(Packed(20, 2000), 2000);
        var view = ((IEventDesk)desk).Events().Single();
        Assert.AreEqual((true, "hot", "t"), (view.Active, view.Raised.Rule, view.Raised.Evidence.Single().Channel));
        Assert.AreEqual(20, ((IEventDesk)desk).Latest("a", "n1").Single().Reading.Number);

        Assert.IsTrue(desk.Acknowledge(view.Raised.Id, "Li"));
        Assert.IsFalse(desk.Acknowledge(view.Raised.Id, "Li"));
        Assert.IsFalse(desk.Acknowledge("no/such/event/1", "Li"));
        view = desk.Events().Single();
        Assert.AreEqual((false, "Li"), (view.Active, view.By));
        Assert.AreEqual(3, journal.End(Lane.Event));
    }

    private static Pack Packed(double value, long timeMs)
    {
        var pack = new Pack { Site = "a", Node = "n1", Seq = (uint)timeMs, ReceivedMs = timeMs };
        pack.Add() = new Reading { Channel = "t", Number = value, TimeMs = timeMs, Quality = Quality.Good };
        return pack;
    }

    private sealed class SentCommands : IIngestBroker
    {
        public List<(string Topic, string Payload)> Sent { get; } = [];

        public IReadOnlyList<IPEndPoint> Endpoints => [];

        public int Connections => 0;

        public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask<SendResult> SendAsync(string site, string node, TopicKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
        {
            Sent.Add(($"{site}/{node} {kind}", Encoding.UTF8.GetString(payload.Span)));
            return ValueTask.FromResult(SendResult.Sent);
        }

        public ValueTask<bool> DisconnectAsync(string clientId) => ValueTask.FromResult(false);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
