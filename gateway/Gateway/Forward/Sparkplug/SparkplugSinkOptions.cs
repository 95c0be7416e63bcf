using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Mqtt;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>A sink of <c>"type": "sparkplug"</c>: the gateway as an edge node of Sparkplug B 3.0.</summary>
internal sealed class SparkplugSinkOptions : MqttLinkOptions
{
    public string Group { get; set; } = "city";

    /// <summary>Null: the gateway's name.</summary>
    public string? EdgeNode { get; set; }

    /// <summary>Host application whose STATE is waited for; null: none.</summary>
    public string? PrimaryHost { get; set; }

    /// <summary>Kind of the events that tell that a node is away, and of their clearing that it is back.</summary>
    public string AbsentKind { get; set; } = "absence";

    public override void Check(string path, Action<string, string> report)
    {
        base.Check(path, report);
        foreach (var (name, id) in new[] { ("group", Group), ("edgeNode", EdgeNode), ("primaryHost", PrimaryHost) })
        {
            if (id is not null && id.AsSpan().IndexOfAny("+/#") >= 0) report($"{path}.{name}", "an id of Sparkplug's has no +, / or #");
        }
    }

    public override SinkBinding Bind(SinkServices services) => new(new SparkplugSink(this, services.Gateway, services.FileOf(Name, "bdseq"), services.Time), Forward);
}
