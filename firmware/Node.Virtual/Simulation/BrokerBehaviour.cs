namespace SmartCity.Node.Virtual.Simulation;

/// <summary>How good the network and the broker are.</summary>
public sealed record BrokerBehaviour
{
    /// <summary>From CONNECT to CONNACK, ms.</summary>
    public int ConnectMs { get; init; } = 80;

    /// <summary>From PUBLISH to PUBACK at least, ms.</summary>
    public int AcknowledgeMs { get; init; } = 30;

    /// <summary>And at most this much more, uniformly, so that acknowledgements overtake each other.</summary>
    public int JitterMs { get; init; } = 25;

    /// <summary>Share of publishes on which the connection breaks before the broker has them.</summary>
    public double BreakShare { get; init; }

    /// <summary>Share of publishes that the broker takes and whose acknowledgement never comes.</summary>
    public double SilentShare { get; init; }
}
