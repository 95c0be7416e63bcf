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
    private long _sentBytes;

    /// <summary>Identity of the journal, so that a sink that remembers sequences knows whose they are.</summary>
    public string Journal { get; init; } = "";

    public int Count { get; private set; }

    /// <summary>Payload bytes of all records.</summary>
    public int Bytes { get; private set; }

    /// <summary>Bytes that the sink has written for it so far.</summary>
    public long SentBytes => Interlocked.Read(ref _sentBytes);

    public ReadOnlySpan<SinkRecord> Records => _records.AsSpan(0, Count);

    public ref readonly SinkRecord this[int index] => ref _records[index];

    public void Accept(int index) => _fates[index] = RecordFate.Accepted;

    public void Refuse(int index, string reason)
    {
        _reasons[index] = reason;
        _fates[index] = RecordFate.Refused;
    }

    /// <summary>
    /// The sink wrote so many bytes for it: messages with their topics, or the bodies of requests, after compression where
    /// the sink does it. From any thread; what is written again counts again.
    /// </summary>
    public void Sent(long bytes) => Interlocked.Add(ref _sentBytes, bytes);

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
        _sentBytes = 0;
    }
}
