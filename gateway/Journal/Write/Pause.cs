namespace SmartCity.Journal;

/// <summary>Something not to be tried again for a while.</summary>
internal sealed class Pause(TimeSpan length, TimeProvider time)
{
    private long? _since;

    public bool IsOn => _since is { } since && time.GetElapsedTime(since) < length;

    public void Set() => _since = time.GetTimestamp();
}
