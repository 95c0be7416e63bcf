namespace SmartCity.Gateway.Web.Live;

/// <summary>What changed between two versions; what is null has not changed.</summary>
/// <param name="Now">The gateway's clock, Unix milliseconds.</param>
/// <param name="Values">Of the node the stream was opened for.</param>
internal sealed record LiveFrame(
    long Now, IReadOnlyList<NodeLine>? Nodes, IReadOnlyList<ChannelValue>? Values, IReadOnlyList<EventLine>? Events, IReadOnlyList<SinkLine>? Sinks, Pulse? Pulse);
