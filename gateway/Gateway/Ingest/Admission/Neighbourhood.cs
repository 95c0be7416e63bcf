using System.Net;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// What bounds by address are counted on. One machine has a whole /64 of IPv6 to pick its addresses from (RFC 4291 §2.5.4,
/// RFC 8981), so that network counts as one address; an IPv4 address counts as itself, in whatever form it comes.
/// </summary>
internal static class Neighbourhood
{
    private const int NetworkBytes = 8;

    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written) || written < bytes.Length || IPAddress.IsLoopback(address)) return address;
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes);
    }
}
