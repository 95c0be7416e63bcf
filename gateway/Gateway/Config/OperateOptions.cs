namespace SmartCity.Gateway.Config;

/// <summary>How the gateway is looked after.</summary>
internal sealed class OperateOptions
{
    /// <summary>Address and port of <c>/metrics</c> and <c>/health</c>, on loopback; empty: none.</summary>
    public string Listen { get; set; } = "127.0.0.1:9464";

    /// <summary>Address and port (UDP) on which nodes may ask for the time; empty: nowhere.</summary>
    public string Sntp { get; set; } = "";

    /// <summary>What the card's maker promises it can be written, in terabytes (TBW); 0: not known, and no life is predicted.</summary>
    public double CardTerabytes { get; set; }

    /// <summary>A collector that is sent the metrics; null: none.</summary>
    public OtlpOptions? Otlp { get; set; }
}
