using SmartCity.Node.Clock;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>A clock that moves when a test says so.</summary>
internal sealed class ManualClock : INodeClock
{
    public long MonotonicMs { get; set; } = 1000;

    public bool WallKnown => false;

    public long WallMs => 0;
}
