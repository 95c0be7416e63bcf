using System.Net;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Web.Access;

/// <summary>A rate of requests for each address; bounded, those beyond share one.</summary>
internal sealed class RequestRate(TimeProvider time)
{
    // A page is some ten requests; a person does not open five of them a second.
    private const double PerSecond = 50;
    private const int Burst = 200;
    private const int MaxAddresses = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, TokenBucket> _buckets = [];

    public bool Allows(IPAddress? address)
    {
        if (address is null) return true;
        address = Neighbourhood.Of(address);
        lock (_gate)
        {
            var slot = _buckets.Count < MaxAddresses || _buckets.ContainsKey(address) ? address : IPAddress.None;
            if (!_buckets.TryGetValue(slot, out var bucket)) _buckets[slot] = bucket = new TokenBucket(PerSecond, Burst, time);
            return bucket.TryTake();
        }
    }
}
