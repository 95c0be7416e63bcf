using System.Globalization;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>The platform's local time. HJ 212 has no time zone in its fields: both ends keep the same.</summary>
internal sealed class LocalTimes(TimeSpan offset)
{
    private long _lastMs;

    public TimeSpan Offset => offset;

    /// <summary>DataTime, <c>yyyyMMddHHmmss</c>, of Unix milliseconds.</summary>
    public string DataTime(long unixMs) => Local(unixMs).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>A request number that was never given before by this object: the time, moved on where two fall together.</summary>
    public string NextQn(long nowMs)
    {
        _lastMs = Math.Max(nowMs, _lastMs + 1);
        return Local(_lastMs).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
    }

    private DateTimeOffset Local(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(offset);
}
