namespace SmartCity.Pipeline.Export;

/// <summary>Unix milliseconds as <c>2026-11-22T18:29:15.123Z</c>, clamped to the years 1 to 9999.</summary>
public static class Rfc3339
{
    public const int Length = 24;
    private const long FirstMs = -62135596800000;
    private const long LastMs = 253402300799999;

    public static void Format(long unixMs, Span<byte> target)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, FirstMs, LastMs)).UtcDateTime;
        Digits(target, 0, 4, time.Year);
        Digits(target, 5, 2, time.Month);
        Digits(target, 8, 2, time.Day);
        Digits(target, 11, 2, time.Hour);
        Digits(target, 14, 2, time.Minute);
        Digits(target, 17, 2, time.Second);
        Digits(target, 20, 3, time.Millisecond);
        target[4] = target[7] = (byte)'-';
        target[10] = (byte)'T';
        target[13] = target[16] = (byte)':';
        target[19] = (byte)'.';
        target[23] = (byte)'Z';
    }

    private static void Digits(Span<byte> target, int at, int count, int value)
    {
        for (int i = at + count - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
