namespace SmartCity.Gateway.Ingest.Counters;

/// <summary>What came in and what became of it, since the start. Thread-safe; each number is read on its own.</summary>
internal sealed class IngestCounters
{
    private readonly long[] _refused = new long[Enum.GetValues<Refusal>().Length];
    private long _packs;
    private long _readings;
    private long _journaledPacks;
    private long _journaledReadings;
    private long _duplicatePacks;
    private long _duplicateReadings;
    private long _throttled;

    /// <summary>Packs that were authorised and decoded, duplicates included.</summary>
    public long Packs => Volatile.Read(ref _packs);

    /// <summary>Readings of <see cref="Packs"/>.</summary>
    public long Readings => Volatile.Read(ref _readings);

    /// <summary>Packs that are on the disk.</summary>
    public long JournaledPacks => Volatile.Read(ref _journaledPacks);

    public long JournaledReadings => Volatile.Read(ref _journaledReadings);

    /// <summary>Packs that were on the disk before and were acknowledged again.</summary>
    public long DuplicatePacks => Volatile.Read(ref _duplicatePacks);

    public long DuplicateReadings => Volatile.Read(ref _duplicateReadings);

    /// <summary>Publishes whose acknowledgement waited for the node's rate.</summary>
    public long Throttled => Volatile.Read(ref _throttled);

    /// <summary>From a publish's arrival to its acknowledgement, commit and throttling included.</summary>
    public LatencyHistogram AckLatency { get; } = new();

    public long RefusedFor(Refusal reason) => Volatile.Read(ref _refused[(int)reason]);

    /// <summary>All refusals, of connections, publishes and subscriptions.</summary>
    public long Refused => Enum.GetValues<Refusal>().Sum(RefusedFor);

    public void Decoded(int readings)
    {
        Interlocked.Increment(ref _packs);
        Interlocked.Add(ref _readings, readings);
    }

    public void Journaled(int readings)
    {
        Interlocked.Increment(ref _journaledPacks);
        Interlocked.Add(ref _journaledReadings, readings);
    }

    public void Duplicate(int readings)
    {
        Interlocked.Increment(ref _duplicatePacks);
        Interlocked.Add(ref _duplicateReadings, readings);
    }

    public void Throttle() => Interlocked.Increment(ref _throttled);

    public void Refuse(Refusal reason) => Interlocked.Increment(ref _refused[(int)reason]);
}
