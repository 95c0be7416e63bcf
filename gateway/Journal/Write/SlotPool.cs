namespace SmartCity.Journal;

/// <summary>
/// The zeroed files that wait for use. A commit into one is a plain overwrite: no block is allocated, no length changes,
/// so fdatasync has the data to flush and nothing else.
/// </summary>
internal sealed class SlotPool(IStorage storage, JournalOptions options, ulong journalId, WearCounters wear)
{
    private const int Slice = 256 << 10;
    private static readonly byte[] Zeros = new byte[Slice];
    private readonly Queue<int> _spares = new();
    private readonly List<int> _retired = [];
    private readonly Queue<int> _remake = new();
    private IStorageFile? _preparing;
    private int _preparingSlot;
    private int _prepared;

    public int Spares => _spares.Count;
    public int Retired => _retired.Count;
    public int NextSlot { get; set; } = 1;

    public void AddSpare(int slot) => _spares.Enqueue(slot);

    /// <summary>A slot whose segment is done with; reusable once the lane's new start is durable.</summary>
    public void Retire(int slot) => _retired.Add(slot);

    /// <summary>A file of another size, or one cut short, that is done with: made anew in its place.</summary>
    public void Remake(int slot) => _remake.Enqueue(slot);

    public void ReleaseRetired()
    {
        foreach (var slot in _retired) _spares.Enqueue(slot);
        _retired.Clear();
    }

    /// <summary>Forgets spares whose files went away.</summary>
    public void DropMissing()
    {
        Drop();
        for (var left = _spares.Count; left > 0; left--)
        {
            var slot = _spares.Dequeue();
            if (storage.Exists(Layout.Name(slot))) _spares.Enqueue(slot);
        }
    }

    public int Take() => _spares.Dequeue();

    /// <summary>Zeroes one slice of a new slot; with the last it becomes a spare.</summary>
    public void PrepareSlice() => ZeroSlice(syncEach: true);

    private bool ZeroSlice(bool syncEach)
    {
        try
        {
            if (_preparing is null)
            {
                (_preparingSlot, _prepared) = (_remake.TryPeek(out var slot) ? slot : NextSlot, 0);
                _preparing = storage.Create(Layout.UnfinishedName(_preparingSlot));
            }
            var zeros = Zeros.AsSpan(0, Math.Min(Slice, options.SegmentBytes - _prepared));
            _preparing.Write(zeros, _prepared);
            if (_prepared == 0) WriteIdentity(_preparing);
            _prepared += zeros.Length;
            var sync = syncEach || _prepared == options.SegmentBytes;
            if (sync) _preparing.Sync();
            wear.Prepared(zeros.Length, sync);
            if (_prepared < options.SegmentBytes) return false;
            Drop();
            storage.Rename(Layout.UnfinishedName(_preparingSlot), Layout.Name(_preparingSlot));
            storage.SyncDirectory();
            if (!_remake.TryDequeue(out _)) NextSlot++;
            _spares.Enqueue(_preparingSlot);
            return true;
        }
        catch (StorageException)
        {
            Drop();
            throw;
        }
    }

    private void WriteIdentity(IStorageFile file)
    {
        Span<byte> block = stackalloc byte[SegmentBlock.Bytes];
        new SegmentBlock { State = SegmentState.Spare, JournalId = journalId, Slot = _preparingSlot, SegmentBytes = options.SegmentBytes }.Write(block);
        file.Write(block, 0);
    }

    /// <summary>A whole slot at once, for a commit that waits for it: one flush instead of one a slice, which is most of the time of a first start.</summary>
    public void Prepare()
    {
        while (!ZeroSlice(syncEach: false))
        {
        }
    }

    public void Drop()
    {
        _preparing?.Dispose();
        _preparing = null;
    }
}
