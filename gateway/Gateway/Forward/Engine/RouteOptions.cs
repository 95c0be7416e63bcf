using System.Text.Json.Serialization;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>Which of the two lanes a route is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouteLane>))]
internal enum RouteLane
{
    [JsonStringEnumMemberName("both")]
    Both = 0,
    [JsonStringEnumMemberName("data")]
    Data,
    [JsonStringEnumMemberName("event")]
    Event,
}

/// <summary>One route to a sink. It takes what meets all of its conditions; <c>*</c> in names stands for any run of characters.</summary>
internal sealed class RouteOptions
{
    public string Site { get; set; } = "*";

    /// <summary>The node; of an event, an action, a loss or windows the node they are about.</summary>
    public string Node { get; set; } = "*";

    /// <summary>Channels of readings; none: all.</summary>
    public List<string> Channels { get; set; } = [];

    /// <summary>QARTOD flags of readings: 1, 2, 3, 4, 9; none: all.</summary>
    public List<int> Quality { get; set; } = [];

    /// <summary>Least severity of events.</summary>
    public Severity Severity { get; set; } = Severity.Notice;

    public RouteLane Lane { get; set; } = RouteLane.Both;

    /// <summary>What the schema cannot say.</summary>
    public void Check(string path, Action<string, string> report)
    {
        if (Lane == RouteLane.Data && Severity > Severity.Notice) report(path + ".severity", "expected none beside \"lane\": \"data\"; only events have a severity");
    }
}
