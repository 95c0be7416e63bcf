using System.Net;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// Counts wrong passwords by address over a minute. Bounded: with more hostile addresses than it remembers, all it does not
/// know share one count.
/// </summary>
internal sealed class FailedLogins(int perMinute, TimeProvider time)
{
    private const int MaxAddresses = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _failures = [];
    private long _minuteStart = time.GetTimestamp();

    /// <summary>True when the address has used up its wrong passwords of this minute.</summary>
    public bool IsBlocked(IPAddress address)
    {
        lock (_gate)
        {
            Turn();
            return _failures.GetValueOrDefault(Slot(address)) >= perMinute;
        }
    }

    public void Add(IPAddress address)
    {
        lock (_gate)
        {
            Turn();
            var slot = Slot(address);
            _failures[slot] = _failures.GetValueOrDefault(slot) + 1;
        }
    }

    private IPAddress Slot(IPAddress address)
    {
        var near = Neighbourhood.Of(address);
        return _failures.Count < MaxAddresses || _failures.ContainsKey(near) ? near : IPAddress.None;
    }

    private void Turn()
    {
        if (time.GetElapsedTime(_minuteStart) < TimeSpan.FromMinutes(1)) return;
        _failures.Clear();
        _minuteStart = time.GetTimestamp();
    }
}
