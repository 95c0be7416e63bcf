using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SmartCity.Gateway.Web.Http;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Web.Api;

/// <summary>Source-generated form of everything the API says and hears.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(LiveFrame))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(NodeDetail))]
[JsonSerializable(typeof(IReadOnlyList<NodeLine>))]
[JsonSerializable(typeof(IReadOnlyList<EventLine>))]
[JsonSerializable(typeof(IReadOnlyList<SinkLine>))]
[JsonSerializable(typeof(IReadOnlyList<BacklogPoint>))]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
[JsonSerializable(typeof(IReadOnlyList<ChannelLine>))]
[JsonSerializable(typeof(GatewayDetail))]
[JsonSerializable(typeof(HistoryColumns))]
[JsonSerializable(typeof(IReadOnlyList<SeriesLine>))]
[JsonSerializable(typeof(DryRunRequest))]
[JsonSerializable(typeof(DryRunAnswer))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class WebJson : JsonSerializerContext;
