namespace SmartCity.Journal;

/// <summary>What the lanes' writers share.</summary>
internal sealed class WriterContext(IStorage storage, JournalOptions options, TimeProvider time, ulong journalId, ControlTable control, WearCounters wear)
{
    private readonly long _began = time.GetTimestamp();

    public IStorage Storage => storage;
    public JournalOptions Options => options;
    public ulong JournalId => journalId;
    public ControlTable Control => control;
    public WearCounters Wear => wear;
    public SlotPool Slots { get; } = new(storage, options, journalId, wear);

    /// <summary>Gives a zeroed slot to a lane; throws <see cref="StorageFault.Full"/> when there is none for it.</summary>
    public Func<Lane, int> TakeSlot { get; set; } = static _ => throw new StorageException(StorageFault.Full, "no slot");

    public long LastSegmentId { get; set; }

    /// <summary>Running time recovered from the last commit.</summary>
    public long RunMsAtStart { get; set; }

    /// <summary>How long the journal has run in all its lives, in milliseconds; no step of the wall clock moves it.</summary>
    public long RunMs => RunMsAtStart + (long)time.GetElapsedTime(_began).TotalMilliseconds;

    public ulong Draw() => options.Draw();

    public long NextSegmentId() => ++LastSegmentId;
}
