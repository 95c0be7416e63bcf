using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>
/// What the journal had the device write for commits, and allocated for them; zeroing new files is not of a commit and
/// left out.
/// </summary>
internal readonly record struct Spent(long Bytes, long Flushes, long Commits, long Allocated)
{
    public static Spent Of(WearCounters wear, long allocated) =>
        new(wear.TotalBytes - wear.Bytes(WearCause.Prepare), wear.Flushes - wear.PrepareFlushes, wear.Commits, allocated);

    public static Spent operator -(Spent a, Spent b) => new(a.Bytes - b.Bytes, a.Flushes - b.Flushes, a.Commits - b.Commits, a.Allocated - b.Allocated);
}
