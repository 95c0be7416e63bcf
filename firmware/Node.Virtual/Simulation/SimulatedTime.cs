namespace SmartCity.Node.Virtual.Simulation;

/// <summary>Time that moves only when it is told to; timers are not its business.</summary>
public sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    /// <summary>Milliseconds since the start.</summary>
    public long ElapsedMs { get; private set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => ElapsedMs;

    public override DateTimeOffset GetUtcNow() => start.AddMilliseconds(ElapsedMs);

    /// <summary>Moves on; never back.</summary>
    public void AdvanceTo(long elapsedMs) => ElapsedMs = Math.Max(ElapsedMs, elapsedMs);
}
