namespace SmartCity.Gateway.Config;

/// <summary>The MQTT broker the nodes connect to.</summary>
internal sealed class BrokerOptions
{
    /// <summary>Sockets to listen on; left out: MQTT over TLS on all interfaces, port 8883, and plain MQTT on loopback, port 1883.</summary>
    public List<ListenerOptions> Listeners { get; set; } = [new ListenerOptions { Address = "0.0.0.0", Port = 8883, Tls = new TlsOptions() }, new ListenerOptions()];

    /// <summary>Names and addresses for the gateway's own certificate; left out: the machine's name, with and without <c>.local</c>.</summary>
    public List<string> Names { get; set; } = [];
}

/// <summary>One socket.</summary>
internal sealed class ListenerOptions
{
    /// <summary>The sentence that opens a plain socket to the network.</summary>
    public const string AcceptedInWords = "I accept that passwords and readings cross this network unencrypted";

    /// <summary>Address to bind, IPv4 or IPv6; <c>0.0.0.0</c> and <c>::</c> are all interfaces.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0 takes any free port, to be read back from the running host.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>TLS; left out: plain MQTT, on loopback only.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Plain MQTT off loopback needs this key with <see cref="AcceptedInWords"/> as its value.</summary>
    public string? PlainTextOffLoopback { get; set; }
}

/// <summary>TLS of a listener: with PEM files (relative to the configuration file), or, without them, the certificate the gateway makes for itself.</summary>
internal sealed class TlsOptions
{
    /// <summary>The chain, leaf first.</summary>
    public string? Certificate { get; set; }

    public string? Key { get; set; }

    /// <summary>True: a node may show a certificate of the gateway's authority in place of its password.</summary>
    public bool ClientCertificates { get; set; }
}
