using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>How a pack entered.</summary>
internal enum PackEntry
{
    /// <summary>New: its append is under way; <see cref="PackLog.Leave"/> must follow.</summary>
    New = 0,

    /// <summary>On the disk since before.</summary>
    Known,

    /// <summary>The same pack's append is under way on another connection; its outcome is this one's.</summary>
    UnderWay,
}

/// <summary>
/// Appends each pack once. Between a pack's first sight and its commit it is neither new nor durable: a copy that comes in
/// meanwhile (the node reconnected and sent again) waits for the same commit, and a saved index leaves it out.
/// </summary>
internal sealed class PackLog(IJournal journal, DuplicateIndex index)
{
    // Packs the journal refused, whose records wait for their nodes to send again; of more only the flags are lost.
    private const int MostRefused = 10_000;

    // Records read again at a start after a crash, at most; and one state of some 40 bytes a node for so many records.
    private const int SaveEvery = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<PackKey, Pending> _pending = [];
    private readonly Dictionary<PackKey, byte[]> _refused = [];
    private int _sinceSave;

    /// <summary>Nodes and packs the index dropped to stay within its bounds; their copies could be journaled again.</summary>
    public long Forgotten
    {
        get
        {
            lock (_gate) return index.Forgotten;
        }
    }

    /// <summary>Packs that went through the rules and that the journal has refused or not yet taken again.</summary>
    public int Refused
    {
        get
        {
            lock (_gate) return _refused.Count;
        }
    }

    /// <summary>
    /// Finds a pack that is known, under way, or was refused by the journal before: its record is then offered again as it
    /// was, for the rules must not see a pack twice. False when it is new.
    /// </summary>
    public bool TryFind(in PackKey key, Lane lane, out PackEntry entry, out ValueTask<AppendResult> outcome)
    {
        lock (_gate)
        {
            entry = PackEntry.Known;
            outcome = default;
            ref var pending = ref CollectionsMarshal.GetValueRefOrNullRef(_pending, key);
            if (!Unsafe.IsNullRef(ref pending))
            {
                pending.Copies ??= new TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                outcome = new ValueTask<AppendResult>(pending.Copies.Task);
                entry = PackEntry.UnderWay;
                return true;
            }

            if (_refused.TryGetValue(key, out var refused)) entry = Append(key, lane, refused, out outcome);
            else if (!index.Contains(key.Site, key.Node, key.Boot, key.Seq)) return false;
            return true;
        }
    }

    /// <summary>
    /// Starts the append of a new pack, or finds it known. <paramref name="outcome"/> is what to await for
    /// <see cref="PackEntry.New"/> and <see cref="PackEntry.UnderWay"/>.
    /// </summary>
    public PackEntry Enter(in PackKey key, Lane lane, ReadOnlySpan<byte> record, out ValueTask<AppendResult> outcome)
    {
        lock (_gate) return TryFind(key, lane, out var entry, out outcome) ? entry : Append(key, lane, record, out outcome);
    }

    /// <summary>Ends what <see cref="Enter"/> began; a pack the journal refused is new again, but for what the rules made of it.</summary>
    public void Leave(in PackKey key, AppendResult outcome)
    {
        lock (_gate)
        {
            _pending.Remove(key, out var pending);
            if (!outcome.Committed) index.Withdraw(key.Site, key.Node, key.Boot, key.Seq);
            if (outcome.Committed || outcome.Status == AppendStatus.TooLarge) _refused.Remove(key);
            else if (_refused.Count < MostRefused) _refused.TryAdd(key, pending.Record.AsSpan(0, pending.Length).ToArray());
            ArrayPool<byte>.Shared.Return(pending.Record);
            pending.Copies?.SetResult(outcome);
            if (outcome.Committed && ++_sinceSave >= SaveEvery) Save();
        }
    }

    /// <summary>Hands the index to the journal as a named state, without the packs under way; see <see cref="PackLogState"/>.</summary>
    public void Save()
    {
        lock (_gate)
        {
            var from = new LanePositions(journal.End(Lane.Data), journal.End(Lane.Event));
            foreach (var (key, pending) in _pending)
            {
                index.Withdraw(key.Site, key.Node, key.Boot, key.Seq);
                from = from.AtMost(pending.Lane, pending.NotBefore);
            }

            _sinceSave = 0;
            PackLogState.Put(journal, index, from);
            foreach (var key in _pending.Keys) index.Admit(key.Site, key.Node, key.Boot, key.Seq);
        }
    }

    // The index learns of a pack and the journal gets it in one step, so that no saved index is ahead of the journal.
    private PackEntry Append(in PackKey key, Lane lane, ReadOnlySpan<byte> record, out ValueTask<AppendResult> outcome)
    {
        index.Admit(key.Site, key.Node, key.Boot, key.Seq);
        var copy = ArrayPool<byte>.Shared.Rent(record.Length);
        record.CopyTo(copy);
        _pending.Add(key, new Pending(lane, journal.End(lane), copy, record.Length));
        outcome = journal.AppendAsync(lane, PackRecord.RecordType, record);
        return PackEntry.New;
    }

    // NotBefore: the record's sequence, once it has one, is not below this.
    private record struct Pending(Lane Lane, long NotBefore, byte[] Record, int Length)
    {
        public TaskCompletionSource<AppendResult>? Copies { get; set; }
    }
}
