using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Rules;

/// <summary>
/// What a gateway that is killed again and again leaves in its journal equals what an undisturbed one leaves there: the
/// packs with their flags, what filters kept back and what was derived, the steps of events and of actions.
/// </summary>
[TestClass]
public sealed class RestartEquivalenceTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 150;

    private static readonly PipelineOptions Options = new()
    {
        Quality = [new QualityOptions { Channels = ["t"], Spike = new SpikeOptions { Suspect = 25 }, Rate = new LevelsOptions { Fail = 20 }, GapSeconds = 30 }],
        Virtual = [new ConvertChannel { As = "tk", Channel = "t", To = "K" }, new LevelOfServiceChannel { As = "los", Occupancy = "occ1", WindowSeconds = 10 }],
        Filters =
        [
            new FilterOptions { Channels = ["t"], Steps = [new WindowStep { WindowSeconds = 15, Keep = true }, new SwingingDoorStep { Epsilon = 3 }] },
            new FilterOptions { Channels = ["occ1"], Steps = [new DeadbandStep { Width = 10, HeartbeatSeconds = 20 }] },
        ],
        Rules =
        [
            new ThresholdRule { Id = "hot", Channel = "t", Above = 30, Hysteresis = 5, Latch = true },
            new ThresholdRule { Id = "full", Channel = "occ1", Above = 80, ForSeconds = 2, Actions = [new CommandAction { Command = "sample-now", TimeoutSeconds = 5 }] },
            new AbsenceRule { Id = "gone", Seconds = 12 },
        ],
    };

    // Two readings of one channel, pack and time were each given their flag later: told apart by their place in the pack.
    private static readonly int[] FoundOnce = [155];

    [TestMethod]
    public async Task Outputs_after_kills_equal_those_of_an_uninterrupted_run()
    {
        var steps = 0;
        foreach (var seed in FoundOnce.Concat(Enumerable.Range(0, Traces)))
        {
            var whole = await RunAsync(seed, kills: false);
            var broken = await RunAsync(seed, kills: true);
            Assert.AreEqual(whole, broken, $"seed {seed}");
            steps += whole.Split('\n').Count(line => line.StartsWith("step", StringComparison.Ordinal));
        }

        Assert.IsGreaterThan(Traces, steps);
    }

    private static async Task<string> RunAsync(int seed, bool kills)
    {
        var random = new Random(seed);
        var fate = new Random(~seed);
        var journal = new MemoryJournal();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000));
        var gateway = new Killable(journal, time);
        for (var i = 0; i < 60; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(4000)));
            switch (random.Next(10))
            {
                case 0:
                    gateway.AcknowledgeAny(random.Next());
                    break;
                case 1:
                    gateway.AnswerAny(random.Next(), random.Next(2) == 0);
                    break;
                default:
                    var (who, payload) = Pack(random, (uint)i, time.GetUtcNow().ToUnixTimeMilliseconds());
                    if (kills && fate.Next(6) == 0)
                    {
                        // The disk stands still, the pack goes through the rules, the power goes.
                        journal.Hold();
                        gateway.Take(who, payload);
                        journal.Lose();
                        await gateway.DisposeAsync();
                        gateway = new Killable(journal, time);
                    }

                    gateway.Take(who, payload);
                    break;
            }

            if (kills && fate.Next(8) == 0) await gateway.Desk.SaveAsync();
            if (kills && fate.Next(8) == 0)
            {
                await gateway.DisposeAsync();
                gateway = new Killable(journal, time);
            }
        }

        await gateway.DisposeAsync();
        return Read(journal);
    }

    private static (NodeIdentity Who, byte[] Payload) Pack(Random random, uint seq, long nowMs)
    {
        var readings = Enumerable.Range(0, 1 + random.Next(4)).Select(_ =>
            string.Create(CultureInfo.InvariantCulture, $"{{\"n\":\"{(random.Next(2) == 0 ? "t" : "occ1")}\",\"v\":{random.Next(4) * 10},\"t\":{-random.Next(5)}}}"));
        var text = string.Create(CultureInfo.InvariantCulture, $"[{{\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"bt\":{nowMs / 1000.0},\"boot\":1,\"seq\":{seq},\"n\":\"occ1\",\"v\":{random.Next(100)}}},{string.Join(',', readings)}]");
        return (new NodeIdentity("a", "n" + random.Next(3)), Encoding.UTF8.GetBytes(text));
    }

    // Order numbers, and the boot and seq under which the gateway tells its steps, are not part of what they say.
    private static string Read(MemoryJournal journal)
    {
        var (pack, strings, lines) = (new Pack(), new StringCache(), new List<string>());
        foreach (var lane in Enum.GetValues<Lane>())
        {
            for (var i = 0; i < journal.End(lane); i++)
            {
                Assert.IsTrue(PackRecord.TryRead(journal.Payload(lane, i), pack, strings, out _));
                var own = pack.Node == "g1" ? OwnStep.Read(pack) : null;
                var readings = string.Join(' ', pack.Readings.ToArray().Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Channel}={r.Number}@{r.TimeMs}/{r.Quality}/{r.Tests}/{r.Fate}")));
                lines.Add(own is null ? $"{PackKey.Of(pack)} {readings}" : "step " + own.Identity);
            }
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private sealed class Killable : IAsyncDisposable
    {
        private readonly PackIngest _ingest;

        public Killable(MemoryJournal journal, TimeProvider time)
        {
            Desk = new RuleDesk(Options, "g1", journal, time, NullLogger<RuleDesk>.Instance);
            var log = new PackLog(journal, PackLogState.Restore(journal, out _));
            Desk.Unjournaled = () => log.Refused;
            _ingest = new PackIngest(log, Desk, new NodeLosses(new LossLedger("g1", time), journal), new IngestCounters(), time);
        }

        public RuleDesk Desk { get; }

        public void Take(NodeIdentity who, byte[] payload) => _ = _ingest.AcceptAsync(who, TopicKind.Data, payload).AsTask();

        public void AcknowledgeAny(int choice)
        {
            var active = Desk.Events().Where(e => e.Active).OrderBy(e => e.Raised.Id, StringComparer.Ordinal).ToArray();
            if (active.Length > 0) Desk.Acknowledge(active[choice % active.Length].Raised.Id, "Li");
        }

        public void AnswerAny(int choice, bool done)
        {
            var issued = Desk.Events().SelectMany(e => e.Actions).Where(a => a.Phase == ActionPhase.Issued).OrderBy(a => a.Id, StringComparer.Ordinal).ToArray();
            if (issued.Length > 0) Desk.Answer(Encoding.UTF8.GetBytes($"{{\"id\":\"{issued[choice % issued.Length].Id}\",\"ok\":{(done ? "true" : "false")}}}"));
        }

        public ValueTask DisposeAsync() => Desk.DisposeAsync();
    }
}
