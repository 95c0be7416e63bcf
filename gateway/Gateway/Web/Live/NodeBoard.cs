using System.Text.Json;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Web.Live;

/// <summary>One node's newest values. Under the lock of its <see cref="LiveBoard"/>.</summary>
internal sealed class NodeBoard(string site, string node, NodeOptions? options)
{
    // In the order they are shown; a node has some of them.
    private static readonly string[] Headline = ["veh1", "press", "pm2_5", "flow1", "laeq", "level", "no2", "t"];
    private const int HeadlineValues = 3;

    private readonly Dictionary<string, (ChannelValue Value, long Version)> _values = [];
    private ReadOnlyMemory<byte>? _status;
    private GeoPosition? _registered;

    public string Site => site;

    public string Node => node;

    /// <summary>Version of the last change.</summary>
    public long Version { get; private set; }

    public string State { get; private set; } = "never";

    public long Seen { get; private set; }

    public long Packs { get; private set; }

    public string? Profile { get; private set; }

    public int Faults { get; private set; }

    public void Take(Pack pack, long version)
    {
        foreach (ref readonly var reading in pack.Readings)
        {
            // A backlog that arrives late does not turn the clock back.
            if (_values.TryGetValue(reading.Channel, out var known) && known.Value.Time > reading.TimeMs) continue;
            _values[reading.Channel] = (Value(reading), version);
            Version = version;
        }
    }

    /// <summary>Looks at the connection; returns whether anything a person sees has changed.</summary>
    public bool Look(NodeState? seen, Func<long> nextVersion)
    {
        var state = seen is null ? "never" : seen.Connected ? "online" : "offline";
        var status = seen?.Status;
        var changed = state != State || !Same(status, _status);
        Seen = seen?.LastSeenMs ?? 0;
        Packs = seen?.Packs ?? 0;
        if (!changed) return false;
        State = state;
        if (!Same(status, _status)) ReadStatus(status);
        _status = status;
        Version = nextVersion();
        return true;
    }

    /// <summary>What the registry says: its position, and its profile until the node tells its own.</summary>
    public void Place(FleetNode row, Func<long> nextVersion)
    {
        if (row.Position == _registered && (Profile is not null || row.Profile is null)) return;
        _registered = row.Position;
        Profile ??= row.Profile;
        Version = nextVersion();
    }

    public NodeLine Line()
    {
        var flag = _values.Values.Aggregate(Quality.Good, (worst, value) => Attention.Worse(worst, value.Value.Flag ?? Quality.Good));
        return new NodeLine(
            site, node, options?.Label, options?.Lat ?? _registered?.Latitude, options?.Lon ?? _registered?.Longitude, State, Seen, Packs, flag, Profile, Faults,
            [.. Headline.Where(_values.ContainsKey).Take(HeadlineValues).Select(channel => _values[channel].Value)]);
    }

    public IReadOnlyList<ChannelValue> ValuesSince(long version) =>
        [.. _values.Values.Where(value => value.Version > version).Select(value => value.Value).OrderBy(value => value.Channel, StringComparer.Ordinal)];

    private static ChannelValue Value(in Reading reading) => new(
        reading.Channel,
        reading.TimeMs,
        reading.Kind is ReadingKind.Number or ReadingKind.Bool ? reading.Number : null,
        reading.Text,
        reading.Unit,
        reading.Quality == Quality.Good ? null : reading.Quality,
        reading.Tests == 0 ? null : Names(reading.Tests));

    private static List<string> Names(int tests)
    {
        var names = new List<string>();
        for (; tests != 0; tests &= tests - 1) names.Add(ExportNames.Test(tests));
        return names;
    }

    private static bool Same(ReadOnlyMemory<byte>? a, ReadOnlyMemory<byte>? b) => a.HasValue == b.HasValue && (a is not { } left || b is not { } right || left.Equals(right));

    // A foreign device may send anything as its status; what is no object tells nothing.
    private void ReadStatus(ReadOnlyMemory<byte>? status)
    {
        if (status is not { } json) return;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return;
            if (root.TryGetProperty("profile"u8, out var profile) && profile.ValueKind == JsonValueKind.String) Profile = profile.GetString();
            if (root.TryGetProperty("faults"u8, out var faults) && faults.ValueKind == JsonValueKind.Object) Faults = faults.EnumerateObject().Count();
        }
        catch (JsonException)
        {
            Profile = null;
        }
    }
}
