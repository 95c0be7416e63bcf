namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>A wireless network.</summary>
internal sealed record WifiNetwork(string Ssid, string Password);

/// <summary>All that goes into a node's folder.</summary>
internal sealed record NodePlan
{
    public required NodeName Name { get; init; }

    public required string Board { get; init; }

    /// <summary>The secret itself; it is nowhere but in the folder.</summary>
    public required string Secret { get; init; }

    /// <summary>Name or address of the gateway as the node reaches it.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required bool Tls { get; init; }

    /// <summary>The authority's certificate.</summary>
    public required string Authority { get; init; }

    /// <summary>Client certificate and key; null: the node logs in with its secret alone.</summary>
    public (string Certificate, string Key)? Certificate { get; init; }

    /// <summary>Null: the node gets its network otherwise.</summary>
    public WifiNetwork? Wifi { get; init; }

    /// <summary>Public key of those who may sign programs, x and y in Base64; null: the node takes none over the air.</summary>
    public string? UpdateKey { get; init; }

    /// <summary>
    /// Boots counted by the node whose place this one takes; it counts on from there, for site, node, boot and seq name a
    /// pack for ever.
    /// </summary>
    public long Boot { get; init; }
}
