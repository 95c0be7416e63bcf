namespace SmartCity.Gateway.Config;

/// <summary>What one client, and all of them, may take from the gateway.</summary>
internal sealed class LimitOptions
{
    /// <summary>Bytes of one MQTT packet, header included.</summary>
    public int PacketBytes { get; set; } = 8192;

    /// <summary>Open connections.</summary>
    public int Connections { get; set; } = 1000;

    /// <summary>Open connections from one address.</summary>
    public int ConnectionsPerAddress { get; set; } = 600;

    /// <summary>Seconds a connection may stay silent before its CONNECT is complete.</summary>
    public int ConnectSeconds { get; set; } = 10;

    /// <summary>Seconds of silence after which any connection is closed, whatever keep-alive it asked for.</summary>
    public int SilentSeconds { get; set; } = 7200;

    /// <summary>Wrong passwords from one address in a minute, after which it waits.</summary>
    public int FailedLoginsPerMinute { get; set; } = 30;

    /// <summary>Publishes a second of one node, sustained; faster ones are acknowledged later, not refused.</summary>
    public int PublishesPerSecond { get; set; } = 50;

    /// <summary>Publishes one node may send at once on top of that.</summary>
    public int PublishBurst { get; set; } = 200;

    /// <summary>Publishes not yet acknowledged that an MQTT 5 node is told it may have under way (Receive Maximum).</summary>
    public int InFlight { get; set; } = 32;

    /// <summary>Messages to a node it has not acknowledged; at one more it is disconnected.</summary>
    public int UnacknowledgedDown { get; set; } = 32;
}
