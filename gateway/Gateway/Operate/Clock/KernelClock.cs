using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SmartCity.Gateway.Operate.Clock;

/// <summary>What the kernel says of its clock.</summary>
/// <param name="Synchronised">Some daemon (timesyncd, chrony, ntpd) disciplines it and has said so.</param>
/// <param name="Leap">The leap second at the end of this day.</param>
/// <param name="MaxError">Bound on its error, kept by the daemon and grown by the kernel (RFC 5905, 500 ppm).</param>
internal readonly record struct ClockQuality(bool Synchronised, TimeSpan MaxError, LeapSecond Leap = LeapSecond.None);

/// <summary>The leap indicator of RFC 5905, 7.3.</summary>
internal enum LeapSecond : byte
{
    None = 0,

    /// <summary>The day's last minute has 61 seconds.</summary>
    Insert = 1,

    /// <summary>It has 59.</summary>
    Delete = 2,
}

/// <summary>adjtimex(2) of Linux, read only: needs no privilege, but a seccomp filter that allows clock_adjtime, which glibc makes of it.</summary>
internal static partial class KernelClock
{
    // struct timex on the 64-bit ABIs of Linux is 208 bytes; modes stands at 0 (0: read), maxerror (µs) at 24, status at 40.
    private const int TimexBytes = 208;
    private const int MaxErrorAt = 24;
    private const int StatusAt = 40;
    private const int LeapInsert = 0x10;
    private const int LeapDelete = 0x20;
    private const int Unsynchronised = 0x40;
    private const int StateError = 5;

    /// <summary>Null where there is no such call or it is not allowed.</summary>
    public static ClockQuality? Read()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return null;
        Span<byte> timex = stackalloc byte[TimexBytes];
        timex.Clear();
        var state = AdjustTime(timex);
        return state < 0 ? null : Of(state, timex);
    }

    /// <summary>The call's result and what it filled in.</summary>
    internal static ClockQuality Of(int state, ReadOnlySpan<byte> timex)
    {
        var status = BinaryPrimitives.ReadInt32LittleEndian(timex[StatusAt..]);
        var microseconds = BinaryPrimitives.ReadInt64LittleEndian(timex[MaxErrorAt..]);
        var leap = (status & LeapInsert) != 0 ? LeapSecond.Insert : (status & LeapDelete) != 0 ? LeapSecond.Delete : LeapSecond.None;
        return new ClockQuality(state != StateError && (status & Unsynchronised) == 0, TimeSpan.FromMicroseconds(microseconds), leap);
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjustTime(Span<byte> timex);
}
