using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Engine;

/// <summary>An engine and what it decided, fed with one reading a pack.</summary>
internal sealed class Feed(params RuleOptions[] rules)
{
    public const long Start = 1_790_000_000_000;
    private readonly Dictionary<string, uint> _seq = [];

    public PipelineEngine Engine { get; set; } = new(new PipelineOptions { Rules = rules }, ChannelCatalogue.Shipped);

    public Decisions Decisions { get; } = new();

    /// <summary>Phase, rule, site, node and the number of the event among those of the same rule and node.</summary>
    public IEnumerable<string> Phases
    {
        get
        {
            var seen = new Dictionary<string, List<string>>();
            foreach (var e in Decisions.Events)
            {
                string stem = e.Id[..e.Id.LastIndexOf('/')];
                if (!seen.TryGetValue(stem, out var ids)) seen[stem] = ids = [];
                if (!ids.Contains(e.Id)) ids.Add(e.Id);
                yield return $"{e.Phase} {stem}/{ids.IndexOf(e.Id) + 1}";
            }
        }
    }

    public IEnumerable<string> Steps => Decisions.Actions.Select(a => $"{a.Phase} {a.Name} {a.State}".TrimEnd());

    /// <summary>A reading at that second of that node.</summary>
    public Pack Send(double second, string channel, double value, string node = "n1", int quality = Quality.Good) =>
        Send(second, [(channel, value)], node, quality);

    public Pack Send(double second, (string Channel, double Value)[] values, string node = "n1", int quality = Quality.Good, int late = 0)
    {
        long now = Start + (long)(second * 1000);
        uint seq = _seq[node] = _seq.GetValueOrDefault(node) + 1;
        var pack = new Pack { Site = "s", Node = node, Boot = 1, Seq = seq, ReceivedMs = now };
        foreach (var (channel, value) in values)
        {
            bool missing = double.IsNaN(value);
            pack.Add() = new Reading
            {
                Channel = channel,
                Number = missing ? 0 : value,
                Kind = missing ? ReadingKind.Missing : ReadingKind.Number,
                Text = missing ? "timeout" : null,
                TimeMs = now - (late * 1000),
                Quality = (byte)(missing ? Quality.Missing : quality),
            };
        }

        Engine.Process(pack, now, Decisions);
        return pack;
    }

    public void Wait(double second) => Engine.AdvanceTo(Start + (long)(second * 1000), Decisions);
}
