using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>A Wi-Fi that takes a moment to join and can be taken away.</summary>
public sealed class VirtualNetwork : INetwork
{
    private const long AssociationMs = 1200;
    private const int NearbyAccessPoint = -61;

    private readonly WorldTime _world;
    private long _joinedMs = long.MaxValue;
    private bool _inReach = true;

    public VirtualNetwork(WorldTime world) => _world = world;

    /// <summary>Raised when a connection that stood is gone, so that sockets over it go too.</summary>
    public event Action? Lost;

    /// <summary>The access point can be heard.</summary>
    public bool InReach
    {
        get => _inReach;
        set
        {
            _inReach = value;
            if (!value) Leave();
        }
    }

    public bool IsUp => _inReach && _world.NowMs >= _joinedMs;

    public int Rssi => IsUp ? NearbyAccessPoint : 0;

    public void Join()
    {
        if (_inReach && _joinedMs == long.MaxValue) _joinedMs = _world.NowMs + AssociationMs;
    }

    /// <summary>The radio is off: a reset, a brown-out.</summary>
    public void Leave()
    {
        bool was = _joinedMs != long.MaxValue;
        _joinedMs = long.MaxValue;
        if (was) Lost?.Invoke();
    }
}
