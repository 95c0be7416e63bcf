namespace SmartCity.Gateway.Fleet.Registry;

/// <summary>A place on the map, WGS 84 degrees.</summary>
internal readonly record struct GeoPosition(double Latitude, double Longitude);

/// <summary>A place that has nodes.</summary>
internal sealed record FleetSite
{
    /// <summary>Topic level.</summary>
    public required string Site { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    public GeoPosition? Position { get; init; }

    public string? Notes { get; init; }
}

/// <summary>What is known of a node beside its readings; everything but its name may be missing.</summary>
internal sealed record FleetNode
{
    /// <summary>Topic level.</summary>
    public required string Site { get; init; }

    /// <summary>Topic level.</summary>
    public required string Node { get; init; }

    public string? Board { get; init; }

    public string? Profile { get; init; }

    public GeoPosition? Position { get; init; }

    public string? Owner { get; init; }

    public string? Notes { get; init; }

    /// <summary>What became of its secret: <see cref="NodeSecret.Hash"/>; null: it was never provisioned.</summary>
    public string? Secret { get; init; }

    /// <summary>SHA-256 of its client certificate, hexadecimal; null: it has none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Unix milliseconds; null: it is not revoked. A revoked node stays out whatever the configuration says.</summary>
    public long? RevokedMs { get; init; }

    /// <summary>Unix milliseconds of its last provisioning; null: never.</summary>
    public long? ProvisionedMs { get; init; }

    /// <summary>What it has told of itself.</summary>
    public NodeReport Report { get; init; } = new();

    /// <summary>The configuration it is to have, JSON with its <c>version</c>; null: that of its provisioning.</summary>
    public string? Desired { get; init; }

    /// <summary>Version of <see cref="Desired"/>; counts on when the configuration is withdrawn.</summary>
    public long DesiredVersion { get; init; }

    /// <summary><c>{site}.{node}</c>.</summary>
    public string ClientId => Site + "." + Node;
}

/// <summary>The last things a node told, kept so that they are known after a restart.</summary>
internal sealed record NodeReport
{
    /// <summary>Unix milliseconds; 0: never.</summary>
    public long SeenMs { get; init; }

    public string? Firmware { get; init; }

    /// <summary>Volts of its supply.</summary>
    public double? Battery { get; init; }

    /// <summary>Its boot counter.</summary>
    public long Boot { get; init; }

    /// <summary>Last payload of <c>config/reported</c>.</summary>
    public string? Reported { get; init; }
}
