using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>The node's clock over the city's true time: counts from each boot, knows the wall time once told, may be told wrong.</summary>
public sealed class VirtualClock(WorldTime world) : INodeClock
{
    private long _bootMs = world.NowMs;

    public long MonotonicMs => world.NowMs - _bootMs;

    public bool WallKnown { get; private set; }

    public long WallMs => world.NowMs + ErrorMs;

    /// <summary>How far the wall clock is ahead of the truth; setting it is a step of the clock.</summary>
    public long ErrorMs { get; set; }

    /// <summary>True as long as the time server answers; while false, a boot stays without the time.</summary>
    public bool ServerReachable { get; set; } = true;

    /// <summary>A reset: monotonic time starts again and the wall time is lost.</summary>
    public void Boot()
    {
        _bootMs = world.NowMs;
        WallKnown = false;
    }

    /// <summary>SNTP has been asked: the time is known from now on, if the server answers.</summary>
    public void Synchronise() => WallKnown |= ServerReachable;
}
