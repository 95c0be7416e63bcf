using System.Buffers.Binary;
using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Rules;

/// <summary>
/// Steps of events and actions as packs on the journal's event lane, late flags on its data lane. The gateway is their node: its boot is counted in the
/// journal, its seq from 0 in each boot. What the journal refuses waits, bounded, and is offered again.
/// </summary>
internal sealed class EventJournal
{
    private const string BootState = "rules/boot";
    private const int MostWaiting = 1024;
    private readonly IJournal _journal;
    private readonly string _gateway;
    private readonly ILogger _logger;
    private readonly uint _boot;
    private readonly Lock _gate = new();
    private readonly Queue<(Lane Lane, byte[] Record)> _waiting = [];
    private readonly Pack _pack = new();
    private readonly byte[] _record = new byte[PackRecord.MaxBytes];
    private uint _seq;

    public EventJournal(IJournal journal, string gateway, ILogger logger)
    {
        (_journal, _gateway, _logger) = (journal, gateway, logger);
        _boot = journal.GetState(BootState) is { Length: 4 } state ? BinaryPrimitives.ReadUInt32LittleEndian(state) + 1 : 0;
        byte[] boot = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(boot, _boot);
        journal.PutState(BootState, boot);
    }

    /// <summary>True when everything appended is on the disk or on its way there.</summary>
    public bool Settled
    {
        get
        {
            lock (_gate) return _waiting.Count == 0;
        }
    }

    /// <param name="step">The step.</param>
    /// <param name="order">Place of the input that led to it.</param>
    public void Append(CityEvent step, long order)
    {
        lock (_gate)
        {
            EventPack.Fill(step, _pack);
            Append(step.Site, order);
        }
    }

    public void Append(ActionStep step, long order)
    {
        lock (_gate)
        {
            EventPack.Fill(step, _pack);
            Append(step.Site, order);
        }
    }

    public void Append(in QualityRevision revision, long order)
    {
        lock (_gate)
        {
            EventPack.Fill(revision, _pack);
            Append(revision.Site, order);
        }
    }

    public void AppendClockStep(string site, long nowMs, long deltaMs, long order)
    {
        lock (_gate)
        {
            EventPack.FillClockStep(nowMs, deltaMs, _pack);
            Append(site, order);
        }
    }

    /// <summary>Offers what was refused before.</summary>
    public void Retry()
    {
        lock (_gate)
        {
            for (var left = _waiting.Count; left > 0; left--)
            {
                var (lane, record) = _waiting.Dequeue();
                Offer(lane, record);
            }
        }
    }

    private void Append(string site, long order)
    {
        _pack.Order = order;
        (_pack.Site, _pack.Node, _pack.Boot, _pack.Seq) = (site, _gateway, _boot, _seq++);
        _pack.BaseName = $"urn:dev:ops:{_gateway}:";
        if (!PackRecord.TryWrite(_pack, _record, out var written)) RuleLog.EventTooLarge(_logger);
        else Offer(_pack.IsEvent ? Lane.Event : Lane.Data, _record.AsSpan(0, written).ToArray());
    }

    private void Offer(Lane lane, byte[] record)
    {
        var append = _journal.AppendAsync(lane, PackRecord.RecordType, record);
        if (append.IsCompletedSuccessfully) Settle(lane, record, append.Result);
        else _ = SettleAsync(lane, record, append);
    }

    private async Task SettleAsync(Lane lane, byte[] record, ValueTask<AppendResult> append)
    {
        var result = await append.ConfigureAwait(false);
        lock (_gate) Settle(lane, record, result);
    }

    private void Settle(Lane lane, byte[] record, in AppendResult result)
    {
        if (result.Committed || result.Status == AppendStatus.Closed) return;
        RuleLog.NotJournaled(_logger, result.Status.ToString(), result.Reason);
        if (_waiting.Count < MostWaiting) _waiting.Enqueue((lane, record));
    }
}
