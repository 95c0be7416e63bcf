namespace SmartCity.Gateway.Operate.Progress;

/// <summary>
/// Whether one loop gets anywhere. It says when work begins and when a piece of it is done; work in hand of which nothing
/// is done within <paramref name="limit"/> is a stall. No work in hand is idleness, however long. Thread-safe, without locks.
/// </summary>
/// <param name="name">What stalls, for the log and the status line: <c>ingest</c>, <c>rules</c>, <c>sink/city</c>.</param>
internal sealed class WorkGauge(string name, TimeSpan limit, TimeProvider time)
{
    private int _inHand;
    private long _since = time.GetTimestamp();

    public string Name => name;

    /// <summary>Since when nothing was done of what is in hand; zero when idle.</summary>
    public TimeSpan Waiting => Volatile.Read(ref _inHand) == 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _since));

    public bool Stalled => Waiting > limit;

    /// <summary>A piece of work begins; <see cref="Leave"/> must follow.</summary>
    public void Enter()
    {
        // Before it counts as in hand, so that nobody sees work in hand since the last idle hour.
        if (Volatile.Read(ref _inHand) == 0) Step();
        Interlocked.Increment(ref _inHand);
    }

    /// <summary>A piece of work is done, well or not.</summary>
    public void Leave()
    {
        Step();
        Interlocked.Decrement(ref _inHand);
    }

    /// <summary>Something was done of a piece of work that goes on: one turn of a loop that never rests.</summary>
    public void Step() => Volatile.Write(ref _since, time.GetTimestamp());
}
