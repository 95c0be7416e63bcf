using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>A device and its metrics: names, types, aliases and last values.</summary>
internal sealed class Device(string id)
{
    private readonly Dictionary<(string Channel, SparkplugType Type), Metric> _metrics = [];
    private long _toldMs = long.MinValue;

    public string Id => id;

    /// <summary>True from the word that nothing is heard of it until something newer is.</summary>
    public bool Absent { get; private set; }

    public IEnumerable<Metric> Metrics => _metrics.Values.OrderBy(metric => metric.Alias);

    public Metric? Find(string channel, SparkplugType type) => _metrics.GetValueOrDefault((channel, type));

    /// <summary>A channel that reports in a second type gets a metric of that type beside the first.</summary>
    public Metric Add(string channel, SparkplugType type, ulong alias)
    {
        var name = _metrics.Keys.Any(known => known.Channel == channel) ? $"{channel}/{type}" : channel;
        return _metrics[(channel, type)] = new Metric(name, ChannelCatalog.BuiltIn.Find(channel)?.Unit, alias, SparkplugValue.Null(type), null);
    }

    public void Set(string channel, SparkplugValue value, long timeMs)
    {
        var known = _metrics[(channel, value.Type)];
        if (known.TimeMs is null || timeMs >= known.TimeMs) _metrics[(channel, value.Type)] = known with { Last = value, TimeMs = timeMs };
    }

    /// <summary>Data of it came into the journal at that time; what came in before the last word about it changes nothing.</summary>
    public void Heard(long journaledMs) => Tell(absent: false, journaledMs);

    /// <summary>A rule has found it absent, or back, and the journal took that at the time given.</summary>
    public void Tell(bool absent, long journaledMs)
    {
        if (journaledMs < _toldMs) return;
        (Absent, _toldMs) = (absent, journaledMs);
    }

    public sealed record Metric(string Name, string? Unit, ulong Alias, SparkplugValue Last, long? TimeMs);
}

/// <summary>All devices of the edge node; aliases are unique among all of them (§6.4.6).</summary>
internal sealed class Devices
{
    private readonly SortedDictionary<string, Device> _devices = new(StringComparer.Ordinal);
    private ulong _nextAlias = 1;

    public IReadOnlyCollection<Device> All => _devices.Values;

    public static string IdOf(string site, string node) => $"{site}.{node}";

    public Device? Find(string id) => _devices.GetValueOrDefault(id);

    public static SparkplugValue ValueOf(in Reading reading) => reading.Kind switch
    {
        ReadingKind.Number => SparkplugValue.Of(reading.Number),
        ReadingKind.Bool => SparkplugValue.Of(reading.Number != 0),
        ReadingKind.Text => SparkplugValue.Of(reading.Text ?? ""),
        _ => SparkplugValue.Null(ChannelCatalog.BuiltIn.Find(reading.Channel)?.Value == ChannelValue.Bool ? SparkplugType.Boolean : SparkplugType.Double),
    };

    /// <summary>The device of a pack, and whether it is new or has metrics it had not: then it must be born (again).</summary>
    public (Device Device, bool Changed) Learn(Pack pack)
    {
        var id = IdOf(pack.Site, pack.Node);
        var changed = !_devices.TryGetValue(id, out var device);
        if (device is null) _devices[id] = device = new Device(id);
        foreach (ref readonly var reading in pack.Readings)
        {
            var type = ValueOf(reading).Type;
            if (device.Find(reading.Channel, type) is not null) continue;
            device.Add(reading.Channel, type, _nextAlias++);
            changed = true;
        }

        return (device, changed);
    }
}
