namespace SmartCity.Gateway.Config;

/// <summary>The web interface and its API.</summary>
internal sealed class WebOptions
{
    /// <summary>False: no network socket. The command line still asks through a socket in the data directory.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Address to bind, IPv4 or IPv6.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>Certificate; left out: plain HTTP, on loopback only.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Plain HTTP off loopback needs this key with <see cref="ListenerOptions.AcceptedInWords"/> as its value.</summary>
    public string? PlainTextOffLoopback { get; set; }

    /// <summary>Hours after which a session without a request ends.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>Wrong passwords from one address in a minute, after which it waits.</summary>
    public int FailedLoginsPerMinute { get; set; } = 10;

    /// <summary>Who may log in; left out: <c>admin</c>, with a password made at the first start and told once.</summary>
    public List<WebUserOptions> Users { get; set; } = [];

    /// <summary>Programs that may read.</summary>
    public List<WebTokenOptions> Tokens { get; set; } = [];

    /// <summary>Map tiles, <c>https://…/{z}/{x}/{y}.png</c>; left out: the map is a drawing and needs no network.</summary>
    public string? Tiles { get; set; }
}

/// <summary>A person.</summary>
internal sealed class WebUserOptions
{
    public string Name { get; set; } = "";

    /// <summary>What <c>hash-password --human</c> prints.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>True: may look, but neither acknowledge nor command.</summary>
    public bool ReadOnly { get; set; }
}

/// <summary>A program that reads with <c>Authorization: Bearer …</c>.</summary>
internal sealed class WebTokenOptions
{
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token in lower-case hexadecimal; the token is random, so it needs no slow hash.</summary>
    public string Sha256 { get; set; } = "";
}
