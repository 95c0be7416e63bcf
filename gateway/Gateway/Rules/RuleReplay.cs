using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Rules;

/// <summary>
/// The inputs behind a checkpoint, read from the journal and given to the engine in the order in which they came: packs of
/// nodes, and from the gateway's own packs the answers of nodes, acknowledgements and steps of the clock. What the engine
/// had decided and journaled before is known by its identity and not told again.
/// </summary>
internal sealed class RuleReplay(IJournal journal, string gateway, PipelineOptions options, PipelineEngine engine)
{
    private const int BatchRecords = 512;
    private const int BatchBytes = 1 << 20;
    private readonly List<(long Order, bool Own, byte[] Payload)> _inputs = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly StringCache _strings = new();
    private readonly Pack _pack = new();

    /// <summary>Order of the last input found.</summary>
    public long LastOrder { get; private set; }

    /// <summary>Packs that were given to the engine.</summary>
    public long Packs { get; private set; }

    /// <summary>Brings the engine up to the journal's end; <paramref name="packs"/> sees each pack, <paramref name="decisions"/> holds what is still to be told.</summary>
    public void Run(RuleState from, Decisions decisions, Action<Pack> packs)
    {
        LastOrder = from.Order;
        foreach (var lane in Enum.GetValues<Lane>()) Gather(lane, from);
        _inputs.Sort((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Own.CompareTo(b.Own));
        foreach (var (order, own, payload) in _inputs)
        {
            PackRecord.TryRead(payload, _pack, _strings, out _);
            LastOrder = Math.Max(LastOrder, order);
            if (own)
            {
                Repeat(OwnStep.Read(_pack), order, decisions);
                continue;
            }

            engine.Process(_pack, _pack.ReceivedMs, decisions);
            packs(_pack);
            Packs++;
        }

        _inputs.Clear();
    }

    /// <summary>Takes out what had been journaled before; also of later decisions, for a repeated one is the same one.</summary>
    public void TakeOutTold(Decisions decisions)
    {
        if (_told.Count == 0) return;
        decisions.Events.RemoveAll(step => _told.Contains(OwnStep.IdentityOf(step)));
        decisions.Actions.RemoveAll(step => _told.Contains(OwnStep.IdentityOf(step)));
        decisions.Revisions.RemoveAll(revision => _told.Contains(EventPack.IdentityOf(revision)));
    }

    /// <summary>Highest order among the newest records, for a journal without a checkpoint.</summary>
    public static long NewestOrder(IJournal journal)
    {
        long order = 0;
        var (pack, strings) = (new Pack(), new StringCache());
        foreach (var lane in Enum.GetValues<Lane>())
        {
            using var reader = journal.OpenReader(lane, Math.Max(journal.Start(lane), journal.End(lane) - BatchRecords));
            using var batch = new RecordBatch(BatchRecords, BatchBytes);
            while (reader.Read(batch) > 0)
            {
                foreach (ref readonly var record in batch.Records)
                {
                    if (record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) order = Math.Max(order, pack.Order);
                }
            }
        }

        return order;
    }

    private void Gather(Lane lane, RuleState from)
    {
        using var reader = journal.OpenReader(lane, from.From[lane]);
        using var batch = new RecordBatch(BatchRecords, BatchBytes);
        while (reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Type != PackRecord.RecordType || !PackRecord.TryRead(record.Payload.Span, _pack, _strings, out _)) continue;
                if (_pack.Order <= from.Order) continue;
                var own = _pack.Node == gateway && OwnStep.Read(_pack) is not null;
                if (own) _told.Add(OwnStep.Read(_pack)!.Identity);
                _inputs.Add((_pack.Order, own, record.Payload.ToArray()));
            }
        }
    }

    private void Repeat(OwnStep? step, long order, Decisions decisions)
    {
        // A silence and a wait that ran out needed no input but time.
        if (step?.Event is { Phase: EventPhase.Raised } raised && options.Rules.Any(r => r is AbsenceRule && r.Id == raised.Rule)) engine.AdvanceTo(raised.TimeMs, decisions);
        if (step?.Action is { } taken) engine.AdvanceTo(taken.TimeMs, decisions);
        if (step?.Event is { Phase: EventPhase.Acknowledged, By: { } by } seen) engine.Acknowledge(seen.Id, by, seen.TimeMs, decisions);
        if (step?.Action is { Phase: ActionPhase.Answered or ActionPhase.Confirmed or ActionPhase.Failed, Node: not null } answer)
        {
            engine.Answer(answer.Id, answer.Phase != ActionPhase.Failed, answer.Why, answer.TimeMs, decisions);
        }

        if (step?.ClockStepMs is { } delta) engine.StepClock(order, delta, _pack.ReceivedMs);
    }
}
