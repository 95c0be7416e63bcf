namespace SmartCity.Journal;

/// <summary>Drafted records of one lane and who waits for each. Two a lane, in turn filled and committed.</summary>
internal sealed class Batch
{
    private const int KeptBytes = 4 << 20;

    /// <summary>Callers answered by one work item: enough to make queueing cheap, few enough for all cores to have some.</summary>
    private const int AnsweredTogether = 32;
    private AppendSource[] _sources = new AppendSource[64];

    public DraftBuffer Buffer { get; } = new();

    /// <summary>Data records drafted.</summary>
    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    public void Add(byte type, ReadOnlySpan<byte> payload, long timeMs, AppendSource source)
    {
        Begin();
        payload.CopyTo(Buffer.Add(RecordKind.Data, type, payload.Length, timeMs));
        if (Count == _sources.Length) Array.Resize(ref _sources, 2 * Count);
        _sources[Count++] = source;
    }

    /// <summary>A batch begins with the mark that the writer will fill in.</summary>
    public void Begin()
    {
        if (Buffer.Used == 0) MarkFormat.Draft(Buffer);
    }

    /// <summary>Answers everybody: committed below <paramref name="durableEnd"/>, otherwise as given.</summary>
    public void Complete(long first, long durableEnd, AppendStatus status, string? reason)
    {
        for (var from = 0; from < Count; from += AnsweredTogether) Answer(from, Math.Min(Count, from + AnsweredTogether), first, durableEnd, status, reason);
        Array.Clear(_sources, 0, Count);
        Count = 0;
        Buffer.Trim(KeptBytes);
    }

    private void Answer(int from, int to, long first, long durableEnd, AppendStatus status, string? reason)
    {
        for (var i = to - 1; i >= from; i--)
        {
            var sequence = first + i;
            var result = sequence < durableEnd ? new AppendResult(AppendStatus.Committed, sequence, null) : new AppendResult(status, -1, reason);
            _sources[i].Decide(result, i + 1 < to ? _sources[i + 1] : null);
        }

        _sources[from].Answer();
    }
}
