using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Bench.Pipeline;

/// <summary>
/// Readings a second of the engine on one core, with range, spike, rate of change, flat line and deadband on every channel,
/// and what it allocates for one in steady state. The median of the rounds counts.
/// </summary>
internal static class PipelineBench
{
    private const int Nodes = 20;
    private const int ReadingsAPack = 10;
    private const int PacksARound = 100_000;
    private const int Rounds = 7;
    private static readonly string[] Channels = ["t", "rh", "press", "flow1", "laeq"];

    public static Task<int> RunAsync(string[] args)
    {
        var options = new PipelineOptions
        {
            Quality =
            [
                new QualityOptions
                {
                    Channels = ["*"],
                    Spike = new SpikeOptions { Suspect = 50, Fail = 100 },
                    Rate = new LevelsOptions { Suspect = 50, Fail = 100 },
                    FlatLine = new FlatLineOptions { SuspectSeconds = 60, FailSeconds = 120, Tolerance = 0.001 },
                },
            ],
            Filters = [new FilterOptions { Channels = ["*"], Steps = [new DeadbandStep { Width = 0.5, HeartbeatSeconds = 60 }] }],
        };
        var feed = new Feed(new PipelineEngine(options, ChannelCatalogue.Shipped));
        feed.Run(PacksARound);
        var rates = new List<double>();
        long bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            feed.Run(PacksARound);
            rates.Add(PacksARound * ReadingsAPack / watch.Elapsed.TotalSeconds);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        rates.Sort();
        var result = new JsonObject
        {
            ["readingsPerSecond"] = Math.Round(rates[Rounds / 2]),
            ["slowestRound"] = Math.Round(rates[0]),
            ["bytesPerReading"] = Math.Round(bytes / (double)((long)Rounds * PacksARound * ReadingsAPack), 3),
            ["heldShare"] = Math.Round(feed.Held / (double)feed.Readings, 3),
            ["rounds"] = Rounds,
            ["readingsARound"] = PacksARound * ReadingsAPack,
        };
        Console.WriteLine(args.Contains("--json") ? result.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) : result.ToJsonString());
        return Task.FromResult(0);
    }

    /// <summary>Packs of several nodes in turn, ten readings of five channels each, filled anew as a decoder would.</summary>
    private sealed class Feed(PipelineEngine engine)
    {
        private readonly Pack _pack = new() { Site = "s", Boot = 1 };
        private readonly Decisions _decisions = new();
        private readonly string[] _nodes = [.. Enumerable.Range(0, Nodes).Select(i => $"n{i}")];
        private uint _seq;

        public long Held { get; private set; }

        public long Readings { get; private set; }

        public void Run(int packs)
        {
            for (var p = 0; p < packs; p++)
            {
                _pack.Clear();
                _pack.Node = _nodes[_seq % Nodes];
                _pack.Seq = _seq++;
                var start = 1_790_000_000_000 + (_seq * 1000L);
                for (var i = 0; i < ReadingsAPack; i++)
                {
                    var phase = ((_seq / Nodes) + (i / Channels.Length)) % 64;
                    _pack.Add() = new Reading { Channel = Channels[i % Channels.Length], Number = 50 + (phase * 0.05), TimeMs = start + (i / Channels.Length * 500), Quality = Quality.Good };
                }

                _pack.ReceivedMs = start + 1000;
                engine.Process(_pack, _pack.ReceivedMs, _decisions);
                Readings += ReadingsAPack;
                foreach (ref readonly var reading in _pack.Readings) Held += reading.Fate == ReadingFate.Held ? 1 : 0;
                _decisions.Clear();
            }
        }
    }
}
