namespace SmartCity.Node.Virtual.Physics;

/// <summary>
/// A piece of simulated city. Moves in ticks of fixed length, so what it does depends on its seed and the time of day
/// alone, never on how often it is looked at.
/// </summary>
public interface IWorld
{
    /// <summary>Unix milliseconds the world has come to.</summary>
    long NowMs { get; }

    /// <summary>Moves on to the last tick at or before <paramref name="unixMs"/>; nothing when that has passed.</summary>
    void AdvanceTo(long unixMs);
}
