using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Where live traffic begins. When the oldest unsent live record has waited longer than the live span, everything but
/// the newest half of the span becomes backlog: what comes in now flows at once, what had to wait follows behind.
/// </summary>
internal sealed class LiveEdge(IJournal journal, ICursor cursor, TimeSpan span)
{
    /// <summary>
    /// Gaps a cursor may have before the edge stays where it is. Each jump leaves one more until the backlog is through;
    /// with a link that flaps for weeks their number must not grow without bound. Past it, live traffic queues.
    /// </summary>
    private const int MaxGaps = 256;

    private readonly long _spanMs = (long)span.TotalMilliseconds;

    /// <summary>The sequence to go on from, given the oldest unsent live record; the same one when it is young enough.</summary>
    public long Advance(in RecordView oldest, long nowMs)
    {
        if (nowMs - oldest.TimestampMs <= _spanMs || cursor.Outstanding(Lane.Data).Count > MaxGaps) return oldest.Sequence;
        return Math.Max(oldest.Sequence, journal.Seek(Lane.Data, nowMs - (_spanMs / 2)));
    }
}
