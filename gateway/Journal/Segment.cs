namespace SmartCity.Journal;

/// <summary>A segment in use. The writer moves its end; readers see what is durable.</summary>
internal sealed class Segment(long id, int slot, Lane lane, ulong journalId, ulong nonce, int bytes, long firstSequence)
{
    private long _endSequence = firstSequence;
    private int _endOffset = Layout.DataOffset;

    public long Id => id;
    public int Slot => slot;
    public string Name { get; } = Layout.Name(slot);
    public Lane Lane => lane;
    public ulong Nonce => nonce;
    public Salt Salt { get; } = Salt.Of(journalId, id, nonce);

    /// <summary>Bytes of the file.</summary>
    public int Bytes => bytes;
    public int DataEnd => Layout.DataEnd(bytes);
    public long FirstSequence { get; } = firstSequence;

    /// <summary>One past the newest durable record.</summary>
    public long EndSequence => Volatile.Read(ref _endSequence);

    /// <summary>One past the last durable byte.</summary>
    public int EndOffset => Volatile.Read(ref _endOffset);

    public long MinTimeMs { get; set; } = long.MaxValue;
    public long MaxTimeMs { get; set; } = long.MinValue;
    public long CreatedRunMs { get; init; }

    /// <summary>The journal's running time when the segment was sealed; null until it is.</summary>
    public long? SealedRunMs { get; set; }

    /// <summary>Its file is shorter than it should be: never written again.</summary>
    public bool Truncated { get; init; }

    /// <summary>The copy of the identity at the file's start is not there: the other one is never written over.</summary>
    public bool HeadLost { get; init; }

    /// <summary>Offsets of damage already named, so that a reader that meets it says nothing new.</summary>
    public IReadOnlyCollection<long> Known { get; init; } = [];

    public void Publish(long endSequence, int endOffset)
    {
        Volatile.Write(ref _endSequence, endSequence);
        Volatile.Write(ref _endOffset, endOffset);
    }

    public void Stamp(long timeMs)
    {
        MinTimeMs = Math.Min(MinTimeMs, timeMs);
        MaxTimeMs = Math.Max(MaxTimeMs, timeMs);
    }
}
