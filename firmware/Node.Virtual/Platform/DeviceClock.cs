using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>The sensors' own sense of time: they keep their supply, so a reset of the node does not touch it.</summary>
public sealed class DeviceClock(WorldTime world) : INodeClock
{
    private readonly long _startMs = world.NowMs;

    public long MonotonicMs => world.NowMs - _startMs;

    public bool WallKnown => true;

    public long WallMs => world.NowMs;
}
