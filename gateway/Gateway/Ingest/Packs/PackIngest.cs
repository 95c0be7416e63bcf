using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Gateway.Rules;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>
/// The way of a pack: decode, test, journal, and only when it is on the disk the answer. Nothing of a pack outlives the
/// call but its record.
/// </summary>
internal sealed class PackIngest(PackLog log, RuleDesk rules, NodeLosses losses, IngestCounters counters, TimeProvider time)
{
    // A commit takes milliseconds; a card that tidies itself up has been seen to take seconds.
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<PackDesk> _desks = [];

    /// <summary>Packs in hand: those whose answer is still owed.</summary>
    public WorkGauge Progress { get; } = new("ingest", StallLimit, time);

    /// <summary>Takes in one payload of a <see cref="TopicKind.Data"/> or <see cref="TopicKind.Event"/> topic.</summary>
    /// <returns>
    /// <see cref="PublishVerdict.Accepted"/> once it is durable, or was before; <see cref="PublishVerdict.Refused"/> when it is
    /// no pack, and the loss manifest says so; <see cref="PublishVerdict.Withheld"/> when the journal cannot take it now.
    /// </returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PublishReply> AcceptAsync(NodeIdentity who, TopicKind kind, ReadOnlyMemory<byte> payload)
    {
        Progress.Enter();
        try
        {
            var entry = Enter(who, kind, payload.Span, out var key, out var readings, out var outcome, out var reply);
            if (entry is null)
            {
                var written = await losses.RefusedAsync(who, key == default ? null : key, payload, reply.Text!).ConfigureAwait(false);
                return written.Committed ? reply : JournalRefusal.Reply(written);
            }

            if (entry == PackEntry.Known)
            {
                counters.Duplicate(readings);
                return PublishReply.Accepted;
            }

            var result = await outcome.ConfigureAwait(false);
            if (entry == PackEntry.New)
            {
                log.Leave(key, result);
                if (result.Committed) counters.Journaled(readings);
            }
            else if (result.Committed)
            {
                counters.Duplicate(readings);
            }

            return JournalRefusal.Reply(result);
        }
        finally
        {
            Progress.Leave();
        }
    }

    private PackEntry? Enter(
        NodeIdentity who, TopicKind kind, ReadOnlySpan<byte> payload, out PackKey key, out int readings, out ValueTask<AppendResult> outcome, out PublishReply reply)
    {
        if (!_desks.TryTake(out var desk)) desk = new PackDesk();
        try
        {
            (key, readings, outcome, reply) = (default, 0, default, default);
            var pack = desk.Pack;
            var receivedMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (!desk.Decoder.TryDecode(payload, receivedMs, pack, out var error))
            {
                if (desk.Decoder.Named) key = new PackKey(who.Site, who.Node, pack.Boot, pack.Seq);
                reply = PublishReply.Refused(Refusal.Malformed, $"malformed pack at byte {error.Offset}: {error.Reason}");
                return null;
            }

            key = new PackKey(who.Site, who.Node, pack.Boot, pack.Seq);
            (pack.Site, pack.Node, pack.IsEvent) = (who.Site, who.Node, kind == TopicKind.Event);
            readings = pack.Count;
            counters.Decoded(readings);
            return Append(desk, key, out outcome, out reply);
        }
        finally
        {
            _desks.Add(desk);
        }
    }

    // In one step for all nodes, so that the journal has the packs in the order in which the rules saw them.
    private PackEntry? Append(PackDesk desk, in PackKey key, out ValueTask<AppendResult> outcome, out PublishReply reply)
    {
        reply = default;
        var lane = desk.Pack.IsEvent ? Lane.Event : Lane.Data;
        lock (rules.Order)
        {
            if (log.TryFind(key, lane, out var entry, out outcome)) return entry;
            rules.Process(desk.Pack, desk.Pack.ReceivedMs);
            if (PackRecord.TryWrite(desk.Pack, desk.Record, out var written)) return log.Enter(key, lane, desk.Record.AsSpan(0, written), out outcome);
            reply = PublishReply.Refused(Refusal.RecordTooLarge, $"the record of {desk.Pack.Count} readings is larger than {PackRecord.MaxBytes} bytes");
            return null;
        }
    }
}
