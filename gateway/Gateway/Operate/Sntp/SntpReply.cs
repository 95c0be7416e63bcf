using System.Buffers.Binary;
using SmartCity.Gateway.Operate.Clock;

namespace SmartCity.Gateway.Operate.Sntp;

/// <summary>
/// The answer of an SNTP server (RFC 4330, 6; header of RFC 5905, 7.3). A clock that is not synchronised says so: leap
/// indicator 3, stratum 0 with the code INIT (RFC 5905, 7.4), which a client takes for "not yet" and sets no clock by.
/// </summary>
internal static class SntpReply
{
    public const int Bytes = 48;

    // The kernel does not know from whom its clock was set. A server that cannot name its stratum must not claim a good one;
    // 10 is what NTP servers use for a source whose rank is not known.
    private const byte Stratum = 10;
    private const byte ClientMode = 3;
    private const byte ServerMode = 4;
    private const byte LeapUnknown = 3;
    private const int NewestVersion = 4;

    // 2^-20 s, about a microsecond: what the clock is read with, not how right it is; that is the root dispersion.
    private const sbyte Precision = -20;
    private const uint NotYet = 0x494E4954;
    private const uint LocalClock = 0x7F7F0101;

    // MAXDISP of RFC 5905, figure 5.
    private static readonly TimeSpan MostDispersion = TimeSpan.FromSeconds(16);
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fills 48 bytes; false when the request is none that a client sends, and then nothing is to be said.</summary>
    /// <param name="quality">What the kernel says of its clock; null: not known, and so not synchronised.</param>
    public static bool TryWrite(ReadOnlySpan<byte> request, ClockQuality? quality, DateTimeOffset received, DateTimeOffset sent, Span<byte> reply)
    {
        if (request.Length < Bytes) return false;
        var version = (request[0] >> 3) & 7;
        if ((request[0] & 7) != ClientMode || version is 0 or > NewestVersion) return false;

        reply = reply[..Bytes];
        reply.Clear();
        var synchronised = quality is { Synchronised: true };
        var leap = synchronised ? (byte)quality!.Value.Leap : LeapUnknown;
        var dispersion = synchronised && quality!.Value.MaxError < MostDispersion ? quality.Value.MaxError : MostDispersion;
        reply[0] = (byte)((leap << 6) | (version << 3) | ServerMode);
        reply[1] = synchronised ? Stratum : (byte)0;
        reply[2] = request[2];
        reply[3] = unchecked((byte)Precision);
        BinaryPrimitives.WriteUInt32BigEndian(reply[8..], (uint)(dispersion.TotalSeconds * 65536));
        BinaryPrimitives.WriteUInt32BigEndian(reply[12..], synchronised ? LocalClock : NotYet);
        if (synchronised) Stamp(reply[16..], received);
        request.Slice(40, 8).CopyTo(reply[24..]);
        Stamp(reply[32..], received);
        Stamp(reply[40..], sent);
        return true;
    }

    // Seconds of the era (modulo 2^32: from 2036 on the second one) and their fraction, 32 bits each.
    private static void Stamp(Span<byte> at, DateTimeOffset time)
    {
        var ticks = (time - Epoch).Ticks;
        BinaryPrimitives.WriteUInt32BigEndian(at, unchecked((uint)(ticks / TimeSpan.TicksPerSecond)));
        BinaryPrimitives.WriteUInt32BigEndian(at[4..], (uint)(((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond));
    }
}
