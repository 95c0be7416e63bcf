namespace SmartCity.Journal;

/// <summary>A growing run of drafted records, kept and reused.</summary>
internal sealed class DraftBuffer
{
    private byte[] _bytes = [];

    public int Used { get; private set; }

    public Span<byte> Drafts => _bytes.AsSpan(0, Used);

    /// <summary>Drafts a record and gives its payload to be filled.</summary>
    public Span<byte> Add(RecordKind kind, byte type, int length, long timeMs)
    {
        var size = RecordFormat.Size(length);
        if (_bytes.Length - Used < size) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(4096L, 2L * (Used + size))));
        var at = _bytes.AsSpan(Used, size);
        RecordFormat.Draft(at, kind, type, length, timeMs);
        Used += size;
        return at.Slice(RecordFormat.HeaderBytes, length);
    }

    public void Clear() => Used = 0;

    /// <summary>Gives back what one exceptional burst took.</summary>
    public void Trim(int bytes)
    {
        Used = 0;
        if (_bytes.Length > bytes) _bytes = [];
    }
}
