using System.Runtime.InteropServices;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Rules;

/// <summary>The newest reading of each channel of each node.</summary>
internal sealed class LatestTable
{
    // A node that made up channel names without end would otherwise fill the memory.
    private const int MostChannels = 256;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Site, string Node), Dictionary<string, (Reading Reading, TimeBasis Basis)>> _nodes = [];

    public void Note(Pack pack)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue((pack.Site, pack.Node), out var channels)) _nodes[(pack.Site, pack.Node)] = channels = new(StringComparer.Ordinal);
            foreach (ref readonly var reading in pack.Readings)
            {
                if (channels.Count >= MostChannels && !channels.ContainsKey(reading.Channel)) continue;
                ref var latest = ref CollectionsMarshal.GetValueRefOrAddDefault(channels, reading.Channel, out var known);
                if (!known || reading.TimeMs >= latest.Reading.TimeMs) latest = (reading, pack.Basis);
            }
        }
    }

    public IReadOnlyList<LatestView> Of(string? site, string? node)
    {
        lock (_gate)
        {
            return
            [
                .. _nodes.Where(n => (site is null || n.Key.Site == site) && (node is null || n.Key.Node == node))
                    .SelectMany(n => n.Value.Values.Select(v => new LatestView(n.Key.Site, n.Key.Node, v.Reading, v.Basis)))
                    .OrderBy(v => v.Site, StringComparer.Ordinal).ThenBy(v => v.Node, StringComparer.Ordinal).ThenBy(v => v.Reading.Channel, StringComparer.Ordinal),
            ];
        }
    }
}
