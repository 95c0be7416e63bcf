using SmartCity.Gateway.Forward.Engine;
using SmartCity.Journal;

namespace SmartCity.Gateway.Losses;

/// <summary>Divides what the journal is about to give up by who has yet to get it.</summary>
internal static class EvictionParts
{
    /// <summary>
    /// Disjoint runs of sequences in order, each with the sinks that lose it; what every sink has is left out. With no
    /// cursor at all the whole is a loss to whoever may come: no names.
    /// </summary>
    public static IEnumerable<(long From, long To, string[] Sinks)> Of(Eviction eviction)
    {
        if (eviction.Unacknowledged.Count == 0) return [(eviction.From, eviction.To, [])];
        var open = eviction.Unacknowledged.Where(part => SinkRunner.IsCursor(part.Cursor)).ToArray();
        var bounds = open.SelectMany(part => new[] { part.From, part.To }).Distinct().Order().ToArray();
        return bounds.Zip(bounds.Skip(1), (from, to) => (from, to, Sinks(open, from, to))).Where(part => part.Item3.Length > 0);
    }

    private static string[] Sinks((string Cursor, long From, long To)[] open, long from, long to) =>
        [.. open.Where(part => part.From <= from && part.To >= to).Select(part => SinkRunner.SinkOf(part.Cursor)).Distinct().Order(StringComparer.Ordinal)];
}
