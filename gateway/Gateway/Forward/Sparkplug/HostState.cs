using System.Text.Json;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>Whether the primary host application is there, by its STATE messages; an elder one says nothing (§5.4).</summary>
internal sealed class HostState
{
    private readonly Lock _gate = new();
    private long? _timestamp;
    private bool _online;

    public bool Online
    {
        get
        {
            lock (_gate) return _online;
        }
    }

    /// <summary>Takes a STATE payload, <c>{"online":true,"timestamp":…}</c>; true when it says that a host that was there has gone.</summary>
    public bool Take(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var online = json.RootElement.GetProperty("online").GetBoolean();
            var timestamp = json.RootElement.GetProperty("timestamp").GetInt64();
            lock (_gate)
            {
                if (timestamp < _timestamp) return false;
                var gone = _online && !online;
                (_online, _timestamp) = (online, timestamp);
                return gone;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>A new connection learns it anew: the message is retained.</summary>
    public void Forget()
    {
        lock (_gate) _online = false;
    }
}
