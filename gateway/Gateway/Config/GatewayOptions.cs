using System.Text.Json.Serialization;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Config;

/// <summary>The whole of the configuration file. <c>gateway.schema.json</c> holds ranges, defaults and descriptions.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Address of the schema, for editors; the gateway uses the one built in.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>Name of this gateway among the city's, <c>[a-z0-9-]{1,32}</c>.</summary>
    public string Gateway { get; set; } = "gateway";

    /// <summary>Site of the nodes that name none.</summary>
    public string Site { get; set; } = "site";

    /// <summary>State directory; relative to the configuration file.</summary>
    public string Data { get; set; } = "data";

    public JournalSection Journal { get; set; } = new();

    public BrokerOptions Broker { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    public List<NodeOptions> Nodes { get; set; } = [];

    /// <summary>Quality tests and rules.</summary>
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Outputs of this machine that rules may switch.</summary>
    public List<OutputOptions> Outputs { get; set; } = [];

    public List<SinkOptions> Sinks { get; set; } = [];

    public WebOptions Web { get; set; } = new();

    public HistoryOptions History { get; set; } = new();

    /// <summary>Metrics, health, and what the gateway does for those who look after it.</summary>
    public OperateOptions Operate { get; set; } = new();
}
