using System.Text;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Losses;

/// <summary>
/// Names the packs whose records were found damaged. The bytes cannot be trusted to say whose they were; their neighbours
/// can: where the records on both sides leave exactly as many pack numbers open as records are lost, these are the ones.
/// Otherwise they are counted without a name.
/// </summary>
internal sealed class DamageManifest(LossLedger ledger)
{
    private const int Neighbours = 2048;
    private const int BatchBytes = 1 << 20;

    // The same damage is found by every reader that passes it, and again at each start while its segment is the newest.
    private const string ReportedState = "losses/damage";
    private const int Remembered = 64;

    [ThreadStatic]
    private static bool _looking;

    private readonly Lock _gate = new();

    public void Write(IJournal journal, RecoveryFinding finding)
    {
        // A torn tail was never acknowledged: its senders still have it. Reading the neighbours may find further damage,
        // which is reported when its own turn comes.
        if (_looking || finding.Kind == FindingKind.TornTail || finding is not { Lane: { } lane, Lost: > 0 }) return;
        _looking = true;
        try
        {
            if (!Remember(journal, $"{lane} {finding.From}-{finding.To}")) return;
            var why = $"{finding.Kind} in {finding.File}, records {finding.From}-{finding.To - 1} of lane {lane}";
            foreach (var note in Notes(journal, lane, finding, why)) ledger.Write(journal, note);
        }
        finally
        {
            _looking = false;
        }
    }

    private bool Remember(IJournal journal, string damage)
    {
        lock (_gate)
        {
            var known = (journal.GetState(ReportedState) is { } state ? Encoding.UTF8.GetString(state) : "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (known.Contains(damage)) return false;
            journal.PutState(ReportedState, Encoding.UTF8.GetBytes(string.Join('\n', known.Append(damage).TakeLast(Remembered))));
            return true;
        }
    }

    private static IEnumerable<LossNote> Notes(IJournal journal, Lane lane, RecoveryFinding finding, string why)
    {
        var before = Keys(journal, lane, Math.Max(journal.Start(lane), finding.From - Neighbours), finding.From, out var fromMs, out _);
        var after = Keys(journal, lane, finding.To, Math.Min(journal.End(lane), finding.To + Neighbours), out _, out var toMs);
        var other = lane == Lane.Data ? Lane.Event : Lane.Data;
        var elsewhere = Keys(journal, other, journal.Seek(other, fromMs), journal.Seek(other, toMs == long.MinValue ? long.MaxValue : toMs + 1), out _, out _);
        var named = NeighbourNames.Find(before, after, elsewhere, finding.Lost);
        if (named.Count == 0) return [LossNote.Unnamed(LossCause.Corrupted, "", "", finding.Lost, why, [])];
        return named.Select(node => new LossNote(LossCause.Corrupted, node.Site, node.Node, node.Boot, node.Numbers, node.Numbers.Ranges.Sum(range => range.To - range.From), null, why, []));
    }

    private static List<PackKey> Keys(IJournal journal, Lane lane, long from, long to, out long firstMs, out long lastMs)
    {
        (firstMs, lastMs) = (long.MaxValue, long.MinValue);
        var keys = new List<PackKey>();
        var pack = new Pack();
        var strings = new StringCache();
        using var reader = journal.OpenReader(lane, from);
        using var batch = new RecordBatch(Neighbours, BatchBytes);
        while (reader.Position < to && keys.Count < Neighbours && reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Sequence >= to) return keys;
                (firstMs, lastMs) = (Math.Min(firstMs, record.TimestampMs), Math.Max(lastMs, record.TimestampMs));
                if (record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) keys.Add(PackKey.Of(pack));
            }
        }

        return keys;
    }
}
