namespace SmartCity.Gateway.Config;

/// <summary>A node that may connect, with exactly one of the three forms of its password.</summary>
internal sealed class NodeOptions
{
    /// <summary>Left out: the gateway's own <see cref="GatewayOptions.Site"/>.</summary>
    public string? Site { get; set; }

    public string Node { get; set; } = "";

    /// <summary><c>$pbkdf2-sha256$i=…$salt$hash</c>, see <see cref="Ingest.Admission.PasswordHash"/>.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>File whose first line is the password; relative to the configuration file.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The password itself, for trials.</summary>
    public string? Password { get; set; }

    /// <summary>What people call it.</summary>
    public string? Label { get; set; }

    /// <summary>Degrees north, WGS 84, for the map; together with <see cref="Lon"/>.</summary>
    public double? Lat { get; set; }

    /// <summary>Degrees east, WGS 84.</summary>
    public double? Lon { get; set; }
}
