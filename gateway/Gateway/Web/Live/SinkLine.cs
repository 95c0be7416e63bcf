using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Web.Live;

/// <summary>A sink as it stands.</summary>
/// <param name="State"><c>idle</c>, <c>up</c>, <c>down</c>, <c>blocked</c>.</param>
/// <param name="BacklogPacks">Packs on the disk that it has not acknowledged.</param>
/// <param name="Oldest">Unix milliseconds of the oldest that waits.</param>
/// <param name="DrainSeconds">How long the backlog takes at the present rate; null when nothing moves.</param>
/// <param name="BacklogFrom">Unix milliseconds at which the backlog, which waits for its hours, may go; null when it does not wait for them.</param>
/// <param name="DeadLetters">Packs it refused for good and that were not sent again yet.</param>
internal sealed record SinkLine(
    string Name, string State, long BacklogPacks, long BacklogReadings, long ForwardedReadings, double LiveLagMs, long? Oldest, double PacksPerSecond,
    double? DrainSeconds, long DeadLetters, string? LastError, long? LastErrorAt, long? BacklogFrom = null)
{
    public static SinkLine Of(SinkSnapshot sink) => new(
        sink.Name, sink.State.ToString().ToLowerInvariant(), sink.BacklogPacks, sink.BacklogReadings, sink.ForwardedReadings, sink.LiveLag.TotalMilliseconds,
        sink.OldestMs, Math.Round(sink.PacksPerSecond, 2), sink.BacklogPacks == 0 ? null : sink.Drain?.TotalSeconds, sink.DeadLetters, sink.LastError, sink.LastErrorMs,
        sink.BacklogFrom?.ToUnixTimeMilliseconds());
}
