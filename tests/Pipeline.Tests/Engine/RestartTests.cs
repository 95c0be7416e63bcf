using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Engine;

/// <summary>What a killed and restarted pipeline decides equals what an undisturbed one decides.</summary>
[TestClass]
public sealed class RestartTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 200;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly PipelineOptions Options = new()
    {
        Quality =
        [
            new QualityOptions
            {
                Channels = ["t", "press"],
                Spike = new SpikeOptions { Suspect = 20, Fail = 60 },
                Rate = new LevelsOptions { Suspect = 10, Fail = 40 },
                FlatLine = new FlatLineOptions { SuspectSeconds = 5, FailSeconds = 10, Tolerance = 0.5 },
                Attenuated = new AttenuatedOptions { Suspect = 1, Fail = 0.1, WindowSeconds = 20, MinObservations = 4 },
                GapSeconds = 30,
            },
        ],
        Neighbours = [new NeighbourOptions { Site = "s", Channel = "t", Nodes = ["n0", "n1", "n2", "n3"], Tolerance = 30 }],
        Rules =
        [
            new ThresholdRule { Id = "hot", Channel = "t", Above = 80, Hysteresis = 5, ForSeconds = 2, HoldoffSeconds = 20, Actions = [new OutputAction { Output = "fan", ForSeconds = 7 }] },
            new ThresholdRule
            {
                Id = "low",
                Channel = "press",
                Below = 10,
                Latch = true,
                Actions = [new CommandAction { Command = "valve", Output = "v", State = "closed", TimeoutSeconds = 3, Confirm = new ConditionOptions { Channel = "valve", AtMost = 0 }, Interlocks = [new InterlockOptions { MaxPerDay = 3 }] }],
            },
            new ExceedanceRule { Id = "mean", Channel = "t", Above = 60, WindowSeconds = 60, Coverage = 0.1 },
            new RateRule { Id = "rate", Channel = "press", PerMinute = 300, WindowSeconds = 10 },
            new FlatLineRule { Id = "flat", Channel = "t", Seconds = 6, Tolerance = 1 },
            new AbsenceRule { Id = "gone", Seconds = 15 },
            new MissingRule { Id = "missing", Channel = "t" },
            new BurstRule { Id = "burst", Flow = "t", BaselineSeconds = 20, WithinSeconds = 2 },
            new NightFlowRule { Id = "night", Flow = "t", FromHour = 0, ToHour = 24, Above = 1 },
            new MassBalanceRule { Id = "balance", Inflow = "t", Outflow = "press", Slack = 1, Volume = 0.01 },
            new FloodingRule { Id = "flood", Level = "press", Above = 90, LeadSeconds = 5, WindowSeconds = 5, FloatSwitch = "valve" },
            new CongestionRule { Id = "jam", Occupancy = "t", Above = 50, Speed = "press", SpeedBelow = 50, WindowSeconds = 10 },
        ],
    };

    [TestMethod]
    public void Decisions_and_flags_are_the_same_with_and_without_a_restart_from_a_checkpoint()
    {
        long events = 0;
        for (int seed = 0; seed < Traces; seed++)
        {
            string whole = Run(seed, restartAt: -1, ref events);
            string broken = Run(seed, restartAt: new Random(seed).Next(60), ref events);
            Assert.AreEqual(whole, broken, $"seed {seed}");
        }

        Assert.IsGreaterThan(Traces, events);
    }

    [TestMethod]
    [TestCategory("attack")]
    public void A_damaged_state_is_refused_or_restores_to_something_and_never_throws()
    {
        long events = 0;
        byte[] saved = [];
        Run(1, 59, ref events, state => saved = state);
        var random = new Random(11);
        for (int i = 0; i < 2000; i++)
        {
            var engine = new PipelineEngine(Options, ChannelCatalogue.Shipped);
            if (!engine.TryRestore(Mutations.Mutate(random, saved))) Assert.AreEqual(0, engine.ActiveEvents);
        }
    }

    [TestMethod]
    public void A_rule_that_changed_starts_anew_and_the_others_go_on()
    {
        var rules = new ThresholdRule[] { new() { Id = "a", Channel = "t", Above = 10 }, new() { Id = "b", Channel = "t", Above = 10 } };
        var feed = new Feed(rules);
        feed.Send(0, "t", 20);
        byte[] saved = feed.Engine.Save();
        var changed = new Feed(rules[0], rules[1] with { Above = 15 });
        Assert.IsTrue(changed.Engine.TryRestore(saved));
        changed.Send(1, "t", 20);
        Assert.AreEqual("Raised b/s/n1/1", changed.Phases.Single());
    }

    private static string Run(int seed, int restartAt, ref long events, Action<byte[]>? saved = null)
    {
        var random = new Random(seed);
        var engine = new PipelineEngine(Options, ChannelCatalogue.Shipped);
        var decisions = new Decisions();
        var flags = new List<string>();
        long now = Feed.Start;
        uint seq = 0;
        for (int step = 0; step < 60; step++)
        {
            if (step == restartAt)
            {
                byte[] state = engine.Save();
                saved?.Invoke(state);
                engine = new PipelineEngine(Options, ChannelCatalogue.Shipped);
                Assert.IsTrue(engine.TryRestore(state));
            }

            now += random.Next(4000);
            if (random.Next(12) == 0) engine.AdvanceTo(now, decisions);
            else if (random.Next(12) == 0 && decisions.Actions.Count > 0) engine.Answer(decisions.Actions[random.Next(decisions.Actions.Count)].Id, random.Next(2) == 0, null, now, decisions);
            else if (random.Next(12) == 0 && decisions.Events.Count > 0) engine.Acknowledge(decisions.Events[random.Next(decisions.Events.Count)].Id, "x", now, decisions);
            else flags.Add(Send(random, engine, decisions, now, seq++));
        }

        events += decisions.Events.Count;
        return JsonSerializer.Serialize(new { decisions.Events, decisions.Actions, decisions.Revisions, flags }, Json);
    }

    private static string Send(Random random, PipelineEngine engine, Decisions decisions, long now, uint seq)
    {
        var pack = new Pack { Site = "s", Node = "n" + random.Next(4), Boot = 1, Seq = seq, ReceivedMs = now };
        for (int i = 1 + random.Next(6); i > 0; i--)
        {
            bool missing = random.Next(15) == 0;
            string channel = random.Next(4) switch { 0 => "press", 1 => "valve", _ => "t" };
            double value = channel == "valve" ? random.Next(2) : random.Next(3) == 0 ? 85 : random.Next(100);
            pack.Add() = new Reading
            {
                Channel = channel,
                Kind = missing ? ReadingKind.Missing : ReadingKind.Number,
                Text = missing ? "crc" : null,
                Number = missing ? 0 : value,
                TimeMs = now - random.Next(5000),
                Quality = (byte)(missing ? Quality.Missing : Quality.Good),
            };
        }

        engine.Process(pack, now, decisions);
        return string.Join(',', pack.Readings.ToArray().Select(r => r.Quality + "/" + r.Tests));
    }
}
