namespace SmartCity.Gateway.Web.Live;

/// <summary>The gateway's heart in numbers.</summary>
/// <param name="Readings">Readings on the disk since the start.</param>
/// <param name="PerSecond">Readings that came to the disk in the last second.</param>
/// <param name="AckP99Ms">From a publish to its acknowledgement, 99th percentile since the start.</param>
/// <param name="Journal">State of the journal: <c>open</c>, <c>disk-full</c>, <c>read-only</c>, <c>directory-gone</c>, <c>io-error</c>.</param>
internal sealed record Pulse(long Readings, double PerSecond, double AckP99Ms, long Refused, int Connections, string Journal, string? JournalReason);

/// <summary>The backlog of all sinks at a time, for the little chart.</summary>
internal sealed record BacklogPoint(long Time, long Readings);
