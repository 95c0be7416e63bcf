namespace SmartCity.Gateway.Forward;

/// <summary>What a sink has settled about one record.</summary>
internal enum RecordFate : byte
{
    /// <summary>Nothing yet; the outcome of the whole batch decides.</summary>
    Open = 0,

    /// <summary>The receiver has it.</summary>
    Accepted,

    /// <summary>The receiver will never take it.</summary>
    Refused,
}

/// <summary>
/// Records to send together, in order: events, then live, then backlog. Each index may be settled from any thread, by
/// one caller.
/// </summary>
internal sealed class SinkBatch(int capacity)
{
    private readonly SinkRecord[] _records = new SinkRecord[capacity];
    private readonly RecordFate[] _fates = new RecordFate[capacity];
    private readonly string?[] _reasons = new string?[capacity];

    /// <summary>Identity of the journal, so that a sink that remembers sequences knows whose they are.</summary>
    public string Journal { get; init; } = "";

    public int Count { get; private set; }

    /// <summary>Payload bytes of all records.</summary>
    public int Bytes { get; private set; }

    public ReadOnlySpan<SinkRecord> Records => _records.AsSpan(0, Count);

    public ref readonly SinkRecord this[int index] => ref _records[index];

    public void Accept(int index) => _fates[index] = RecordFate.Accepted;

    public void Refuse(int index, string reason)
    {
        _reasons[index] = reason;
        _fates[index] = RecordFate.Refused;
    }

    public RecordFate Fate(int index) => _fates[index];

    public string? Reason(int index) => _reasons[index];

    public void Add(in SinkRecord record)
    {
        _records[Count] = record;
        _fates[Count] = RecordFate.Open;
        _reasons[Count] = null;
        Count++;
        Bytes += record.Payload.Length;
    }

    public void Clear()
    {
        Array.Clear(_records, 0, Count);
        Count = 0;
        Bytes = 0;
    }
}
