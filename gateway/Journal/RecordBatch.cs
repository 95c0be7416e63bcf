namespace SmartCity.Journal;

/// <summary>A reusable batch of records and the bounds a reader fills it up to.</summary>
public sealed class RecordBatch(int maxRecords, int maxBytes) : IDisposable
{
    private readonly RecordView[] _records = new RecordView[maxRecords];
    private byte[] _bytes = [];

    public int MaxRecords => maxRecords;

    /// <summary>Payload bytes at most; the first record is taken whatever its size.</summary>
    public int MaxBytes => maxBytes;

    public int Count { get; private set; }

    public ReadOnlySpan<RecordView> Records => _records.AsSpan(0, Count);

    public ref readonly RecordView this[int index] => ref Records[index];

    /// <summary>Empties the batch and gives the reader storage of at least that many bytes.</summary>
    public Memory<byte> Reset(int bytes)
    {
        Count = 0;
        if (_bytes.Length < bytes) _bytes = GC.AllocateUninitializedArray<byte>(bytes);
        return _bytes;
    }

    /// <summary>Adds a record; false when full.</summary>
    public bool Add(in RecordView record)
    {
        if (Count == maxRecords) return false;
        _records[Count++] = record;
        return true;
    }

    public void Dispose()
    {
        Count = 0;
        _bytes = [];
    }
}
