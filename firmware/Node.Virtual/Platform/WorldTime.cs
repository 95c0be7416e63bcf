namespace SmartCity.Node.Virtual.Platform;

/// <summary>
/// True time of a simulated board: real time, or a manual clock's, run faster by a factor from a chosen start. It stands
/// still between two calls of <see cref="Advance"/>: at sixty times the speed, the host's own slowness within one step
/// would else look like a chip that needs seconds for an instruction.
/// </summary>
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
        NowMs = _startMs;
    }

    public double Speed { get; }

    /// <summary>Unix milliseconds at the last <see cref="Advance"/>; never steps, never runs backwards.</summary>
    public long NowMs { get; private set; }

    /// <summary>Lets the time be what it is now.</summary>
    public void Advance() => NowMs = _startMs + (long)(_time.GetElapsedTime(_startStamp).TotalMilliseconds * Speed);

    /// <summary>Real duration of that many simulated milliseconds, rounded up to the millisecond.</summary>
    public TimeSpan Real(long simulatedMs) => TimeSpan.FromMilliseconds(Math.Ceiling(simulatedMs / Speed));
}
