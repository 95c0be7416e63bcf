using System.Buffers.Binary;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// What of the journal one sink is to be sent once more: a cursor that has acknowledged everything but the spans asked
/// for. Kept as a state of the journal, so that a restart goes on with it; unlike the sink's own cursor it holds nothing
/// back, and what the journal recycles before its turn does not go. Thread-safe.
/// </summary>
internal sealed class ReplaySpans : ICursor
{
    private const int EntryBytes = 1 + (2 * sizeof(long));

    // A state is a record and has a record's bound; a request is one range and one more for each gap of the sink's cursor.
    private const int MaxRanges = 256;

    private readonly IJournal _journal;
    private readonly ICursor _sent;
    private readonly Lock _gate = new();
    private readonly SequenceSet[] _open = [new(), new()];

    /// <param name="sink">Name of the sink.</param>
    /// <param name="sent">The sink's own cursor: what it has not acknowledged comes by itself and is not sent again.</param>
    public ReplaySpans(string sink, IJournal journal, ICursor sent)
    {
        Name = "forward/replay/" + sink;
        _journal = journal;
        _sent = sent;
        var state = journal.GetState(Name).AsSpan();
        for (; state.Length >= EntryBytes; state = state[EntryBytes..])
        {
            _open[state[0]].Add(BinaryPrimitives.ReadInt64LittleEndian(state[1..]), BinaryPrimitives.ReadInt64LittleEndian(state[(1 + sizeof(long))..]));
        }
    }

    /// <summary>The state's name.</summary>
    public string Name { get; }

    /// <summary>Records still to be sent again.</summary>
    public long Waiting
    {
        get
        {
            lock (_gate) return _open.Sum(lane => lane.Ranges.Sum(range => range.To - range.From));
        }
    }

    /// <summary>
    /// Asks for the records of both lanes that were journaled at or after <paramref name="fromMs"/> and before
    /// <paramref name="toMs"/> (Unix milliseconds) and that the sink has settled; returns how many. Durable when it returns.
    /// </summary>
    public async ValueTask<long> RequestAsync(long fromMs, long toMs)
    {
        var count = 0L;
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var settled = Settled(lane, _journal.Seek(lane, fromMs), _journal.Seek(lane, toMs));
            lock (_gate)
            {
                foreach (var (from, to) in settled) _open[(int)lane].Add(from, to);
            }

            count += settled.Sum(range => range.To - range.From);
        }

        Save();
        await _journal.CommitAsync().ConfigureAwait(false);
        return count;
    }

    /// <summary>When the oldest record still kept was journaled, in Unix milliseconds; null when there is none.</summary>
    public long? KeptSinceMs()
    {
        long? oldest = null;
        using var batch = new RecordBatch(1, 1);
        foreach (var lane in Enum.GetValues<Lane>())
        {
            using var reader = _journal.OpenReader(lane, _journal.Start(lane));
            if (reader.Read(batch) > 0 && (oldest is null || batch[0].TimestampMs < oldest)) oldest = batch[0].TimestampMs;
        }

        return oldest;
    }

    /// <summary>Puts the state into the journal as it now is.</summary>
    public void Save()
    {
        lock (_gate)
        {
            var state = new byte[Math.Min(MaxRanges, _open.Sum(lane => lane.Ranges.Count)) * EntryBytes];
            if (state.Length == 0 && _journal.GetState(Name) is null) return;
            var at = state.AsSpan();
            for (var lane = 0; lane < _open.Length; lane++)
            {
                foreach (var (from, to) in _open[lane].Ranges.Take(at.Length / EntryBytes))
                {
                    at[0] = (byte)lane;
                    BinaryPrimitives.WriteInt64LittleEndian(at[1..], from);
                    BinaryPrimitives.WriteInt64LittleEndian(at[(1 + sizeof(long))..], to);
                    at = at[EntryBytes..];
                }
            }

            _journal.PutState(Name, state);
        }
    }

    public void Acknowledge(Lane lane, long from, long to)
    {
        lock (_gate) _open[(int)lane].Remove(from, to);
    }

    public long Floor(Lane lane)
    {
        lock (_gate) return _open[(int)lane].Ranges is [(var first, _), ..] ? first : _journal.End(lane);
    }

    public bool IsAcknowledged(Lane lane, long sequence)
    {
        lock (_gate) return !_open[(int)lane].Contains(sequence);
    }

    public IReadOnlyList<(long From, long To)> Outstanding(Lane lane)
    {
        lock (_gate) return [.. _open[(int)lane].Ranges];
    }

    public long Backlog(Lane lane)
    {
        lock (_gate) return _open[(int)lane].Ranges.Sum(range => range.To - range.From);
    }

    private IReadOnlyList<(long From, long To)> Settled(Lane lane, long from, long to)
    {
        from = Math.Max(from, _journal.Start(lane));
        var settled = new SequenceSet();
        if (from < to) settled.Add(from, to);
        foreach (var (openFrom, openTo) in _sent.Outstanding(lane)) settled.Remove(openFrom, openTo);
        return settled.Ranges;
    }
}
