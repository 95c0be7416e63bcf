using System.Net;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>Open connections, in all and by address.</summary>
internal sealed class ConnectionLimit(int total, int perAddress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];

    public int Count { get; private set; }

    /// <summary>Null when there is room (call <see cref="Leave"/> at the end), else which bound was met.</summary>
    public string? TryEnter(IPAddress address)
    {
        lock (_gate)
        {
            var here = _byAddress.GetValueOrDefault(address);
            if (Count >= total) return $"{total} connections are open";
            if (here >= perAddress) return $"{perAddress} connections from this address are open";
            _byAddress[address] = here + 1;
            Count++;
            return null;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_gate)
        {
            Count--;
            if (_byAddress[address] == 1) _byAddress.Remove(address);
            else _byAddress[address]--;
        }
    }
}
