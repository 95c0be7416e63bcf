using System.Runtime.InteropServices;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Losses;

/// <summary>
/// Thins packs that must go to windows: of each node, channel and span the number of readings, and minimum, maximum and
/// mean of those that are good numbers. The span is the shortest of a ladder with which the windows take a small part of
/// what they stand for. A pack counts wholly in the window of its first reading.
/// </summary>
internal sealed class Thinner(string gateway, IReadOnlyList<string> sinks)
{
    /// <summary>Windows take at most this part of the bytes thinned, unless even the longest span takes more.</summary>
    private const int Share = 64;

    private const int BytesPerWindow = 40;
    private const int BytesPerChannel = 40;

    private static readonly int[] Ladder = [60, 300, 900, 3600, 21_600, 86_400];

    private readonly Dictionary<(string Site, string Node, uint Boot), Tally> _packs = [];
    private Dictionary<(string Site, string Node, long FromMs), Span> _spans = [];
    private long _bytes;
    private int _rung;

    public void Add(long sequence, Pack pack, int bytes)
    {
        _bytes += bytes;
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_packs, (pack.Site, pack.Node, pack.Boot), out _);
        tally ??= new Tally();
        tally.Numbers.Add(pack.Seq, pack.Seq + 1L);
        tally.Packs++;
        tally.Readings += pack.Count;
        if (pack.Count == 0) return;

        var span = At(_spans, (pack.Site, pack.Node, Begin(pack.Readings[0].TimeMs)), sequence);
        foreach (ref readonly var reading in pack.Readings) span.Add(reading);
    }

    /// <summary>Every pack that was added, by node and boot, named as thinned.</summary>
    public IEnumerable<LossNote> Losses() => _packs.Select(entry => new LossNote(
        LossCause.Thinned, entry.Key.Site, entry.Key.Node, entry.Key.Boot, entry.Value.Numbers, entry.Value.Packs, entry.Value.Readings, null, sinks));

    /// <summary>The windows; their counts are the readings of the packs.</summary>
    public IEnumerable<WindowSet> Windows()
    {
        while (_rung < Ladder.Length - 1 && _spans.Values.Sum(span => BytesPerWindow + (BytesPerChannel * span.Channels.Count)) > _bytes / Share) Coarsen();
        foreach (var ((site, node, fromMs), span) in _spans.OrderBy(entry => entry.Key.FromMs))
        {
            var source = span.Source;
            foreach (var channels in span.Channels.Chunk(WindowRecord.MaxChannels))
            {
                yield return new WindowSet
                {
                    Gateway = gateway,
                    Site = site,
                    Node = node,
                    FromMs = fromMs,
                    Seconds = Ladder[_rung],
                    Source = source++,
                    Channels = [.. channels.Select(channel => channel.Value.ToWindow(channel.Key.Channel, channel.Key.Unit))],
                    Sinks = sinks,
                };
            }
        }
    }

    private void Coarsen()
    {
        _rung++;
        var coarse = new Dictionary<(string Site, string Node, long FromMs), Span>();
        foreach (var ((site, node, fromMs), span) in _spans) At(coarse, (site, node, Begin(fromMs)), span.Source).Merge(span);
        _spans = coarse;
    }

    private long Begin(long timeMs)
    {
        var length = Ladder[_rung] * 1000L;
        return timeMs - (((timeMs % length) + length) % length);
    }

    private static Span At(Dictionary<(string Site, string Node, long FromMs), Span> spans, (string Site, string Node, long FromMs) key, long source)
    {
        ref var span = ref CollectionsMarshal.GetValueRefOrAddDefault(spans, key, out _);
        span ??= new Span();
        span.Source = Math.Min(span.Source, source);
        return span;
    }

    private sealed class Tally
    {
        public SequenceSet Numbers { get; } = new();

        public long Packs { get; set; }

        public long Readings { get; set; }
    }

    private sealed class Span
    {
        public Dictionary<(string Channel, string? Unit), Figures> Channels { get; } = [];

        /// <summary>The first record in it; no other span of this thinning has the same, for a record is in one alone.</summary>
        public long Source { get; set; } = long.MaxValue;

        public void Add(in Reading reading)
        {
            ref var figures = ref CollectionsMarshal.GetValueRefOrAddDefault(Channels, (reading.Channel, reading.Unit), out _);
            figures.Count++;
            if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool) || reading.Quality >= Quality.Fail || !double.IsFinite(reading.Number)) return;
            figures.Take(1, reading.Number, reading.Number, reading.Number);
        }

        public void Merge(Span other)
        {
            foreach (var (channel, more) in other.Channels)
            {
                ref var figures = ref CollectionsMarshal.GetValueRefOrAddDefault(Channels, channel, out _);
                figures.Count += more.Count;
                if (more.Values > 0) figures.Take(more.Values, more.Min, more.Max, more.Sum);
            }
        }
    }

    private record struct Figures
    {
        public long Count;
        public long Values;
        public double Min;
        public double Max;
        public double Sum;

        public void Take(long values, double min, double max, double sum)
        {
            (Min, Max) = Values == 0 ? (min, max) : (Math.Min(Min, min), Math.Max(Max, max));
            (Values, Sum) = (Values + values, Sum + sum);
        }

        public readonly ChannelWindow ToWindow(string channel, string? unit) =>
            new(channel, unit, Count, Values, Min, Max, Values == 0 ? 0 : Sum / Values);
    }
}
