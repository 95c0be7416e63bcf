using System.Buffers.Binary;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>A place in each lane.</summary>
internal readonly record struct LanePositions(long Data, long Event)
{
    public long this[Lane lane] => lane == Lane.Data ? Data : Event;

    public LanePositions AtMost(Lane lane, long position) =>
        lane == Lane.Data ? this with { Data = Math.Min(Data, position) } : this with { Event = Math.Min(Event, position) };
}

/// <summary>
/// The duplicate index on the disk: a journal state (version, the place in each lane from which records may be missing in
/// it, the index), and the records from there on.
/// </summary>
internal static class PackLogState
{
    private const string Name = "ingest/duplicates";
    private const byte Version = 1;

    // A longer one is not saved: the one before stays in force, and a start reads more records.
    private const int MaxStateBytes = 512 << 10;
    private const int HeaderBytes = 1 + 8 + 8;
    private const int BatchRecords = 512;
    private const int BatchBytes = 1 << 20;

    public static void Put(IJournal journal, DuplicateIndex index, LanePositions from)
    {
        var saved = index.Save();
        if (saved.Length > MaxStateBytes - HeaderBytes) return;
        var state = new byte[HeaderBytes + saved.Length];
        state[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(state.AsSpan(1), from.Data);
        BinaryPrimitives.WriteInt64LittleEndian(state.AsSpan(9), from.Event);
        saved.CopyTo(state.AsSpan(HeaderBytes));
        journal.PutState(Name, state);
    }

    /// <summary>
    /// The index as it was, and how many records were read to complete it. A state that is missing or damaged only means
    /// that all records are read.
    /// </summary>
    public static DuplicateIndex Restore(IJournal journal, out long replayed)
    {
        var index = new DuplicateIndex();
        var from = new LanePositions(0, 0);
        if (journal.GetState(Name) is { Length: > HeaderBytes } state && state[0] == Version && index.TryRestore(state.AsSpan(HeaderBytes), out _))
        {
            from = new LanePositions(BinaryPrimitives.ReadInt64LittleEndian(state.AsSpan(1)), BinaryPrimitives.ReadInt64LittleEndian(state.AsSpan(9)));
        }

        replayed = Replay(journal, Lane.Data, from.Data, index) + Replay(journal, Lane.Event, from.Event, index);
        return index;
    }

    private static long Replay(IJournal journal, Lane lane, long from, DuplicateIndex index)
    {
        using var reader = journal.OpenReader(lane, from);
        using var batch = new RecordBatch(BatchRecords, BatchBytes);
        var pack = new Pack();
        var strings = new StringCache();
        var count = 0L;
        while (reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Type != PackRecord.RecordType || !PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) continue;
                index.Admit(pack.Site, pack.Node, pack.Boot, pack.Seq);
                count++;
            }
        }

        return count;
    }
}
