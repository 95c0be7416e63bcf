namespace SmartCity.Node.Virtual.Platform;

/// <summary>True time of the simulated city: real time, or a manual clock's, run faster by a factor from a chosen start.</summary>
public sealed class WorldTime
{
    private readonly TimeProvider _time;
    private readonly long _startStamp;
    private readonly long _startMs;

    /// <param name="time">Where time comes from.</param>
    /// <param name="speed">Simulated seconds a real second, above 0.</param>
    /// <param name="start">What time it is now; the provider's own when left out.</param>
    public WorldTime(TimeProvider time, double speed = 1, DateTimeOffset? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _time = time;
        Speed = speed;
        _startStamp = time.GetTimestamp();
        _startMs = (start ?? time.GetUtcNow()).ToUnixTimeMilliseconds();
    }

    public double Speed { get; }

    /// <summary>Unix milliseconds; never steps, never runs backwards.</summary>
    public long NowMs => _startMs + (long)(_time.GetElapsedTime(_startStamp).TotalMilliseconds * Speed);

    /// <summary>Real duration of that many simulated milliseconds, rounded up to the millisecond.</summary>
    public TimeSpan Real(long simulatedMs) => TimeSpan.FromMilliseconds(Math.Ceiling(simulatedMs / Speed));
}
