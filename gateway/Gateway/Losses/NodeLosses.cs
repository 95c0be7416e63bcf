using System.Buffers.Binary;
using System.Collections.Concurrent;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Gateway.Ingest;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Losses;

/// <summary>
/// Losses on the nodes' side of the gateway: what they dropped themselves and what they sent in vain. Each is on the disk
/// before the node's message is answered, so that the node may forget it; one told twice is written once.
/// </summary>
internal sealed class NodeLosses(LossLedger ledger, IJournal journal)
{
    // Names told lately, by node: repetitions come soon, or as all that a node keeps for its next report.
    private const int Remembered = 1024;

    private static readonly AppendResult Nothing = new(AppendStatus.Committed, -1, null);

    private readonly ConcurrentDictionary<string, HashSet<object>> _told = [];

    /// <summary>Takes over what a status report says was dropped.</summary>
    public async ValueTask<AppendResult> ReportedAsync(NodeIdentity who, ReadOnlyMemory<byte> status)
    {
        var report = StatusLosses.Parse(status);
        foreach (var range in report.Ranges)
        {
            var numbers = new SequenceSet();
            numbers.Add(range.From, range.To + 1L);
            var note = new LossNote(LossCause.Dropped, who.Site, who.Node, range.Boot, numbers, range.Packs, range.Readings, null, []);
            if (await WriteOnceAsync(who, range, note).ConfigureAwait(false) is { Committed: false } refused) return refused;
        }

        return report.UnnamedReadings == 0 ? Nothing : await UnnamedAsync(who, report).ConfigureAwait(false);
    }

    /// <summary>A pack is about to be refused for good; <paramref name="key"/> is null when it does not say its name.</summary>
    public ValueTask<AppendResult> RefusedAsync(NodeIdentity who, PackKey? key, ReadOnlyMemory<byte> payload, string why)
    {
        if (key is { } name) return WriteOnceAsync(who, name, LossNote.OfPack(LossCause.Refused, name, null, why, []));
        var hash = new HashCode();
        hash.AddBytes(payload.Span);
        return WriteOnceAsync(who, hash.ToHashCode(), LossNote.Unnamed(LossCause.Refused, who.Site, who.Node, 1, why, []));
    }

    private async ValueTask<AppendResult> WriteOnceAsync(NodeIdentity who, object name, LossNote note)
    {
        var told = _told.GetOrAdd(who.ClientId, static _ => []);
        lock (told)
        {
            if (told.Contains(name)) return Nothing;
        }

        var result = await ledger.WriteAsync(journal, note).ConfigureAwait(false);
        lock (told)
        {
            if (told.Count >= Remembered) told.Clear();
            if (result.Committed) told.Add(name);
        }

        return result;
    }

    /// <summary>The node counts these from its start; what is new of them is written.</summary>
    private ValueTask<AppendResult> UnnamedAsync(NodeIdentity who, StatusLosses report)
    {
        var state = $"losses/unnamed/{who.ClientId}";
        var before = journal.GetState(state) is { Length: 12 } known && BinaryPrimitives.ReadUInt32LittleEndian(known) == report.Boot
            ? BinaryPrimitives.ReadInt64LittleEndian(known.AsSpan(4))
            : 0;
        if (report.UnnamedReadings <= before) return ValueTask.FromResult(Nothing);
        var now = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(now, report.Boot);
        BinaryPrimitives.WriteInt64LittleEndian(now.AsSpan(4), report.UnnamedReadings);
        journal.PutState(state, now);
        var note = LossNote.Unnamed(LossCause.Dropped, who.Site, who.Node, 0, "the node has forgotten their numbers", []);
        return ledger.WriteAsync(journal, note with { Readings = report.UnnamedReadings - before });
    }
}
