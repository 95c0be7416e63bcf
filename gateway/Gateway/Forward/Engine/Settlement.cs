using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Losses;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Puts down what became of a batch: refused records into the dead letters, then everything settled into the cursor.
/// A record is acknowledged only once it is safe at the receiver, or in the dead letters and named in the loss manifest.
/// </summary>
internal sealed class Settlement(string sink, IJournal journal, ICursor cursor, ReplaySpans replays, DeadLetterStore deadLetters, LossLedger? losses, SinkStats stats, TimeProvider time)
{
    private readonly List<DeadLetter> _letters = [];
    private readonly List<LossNote> _rejected = [];
    private readonly List<long> _replayed = [];

    /// <summary>
    /// Takes the records the engine found unreadable and those the batch says are refused to the dead letters.
    /// Returns null, or why that could not be done; then nothing is acknowledged of them.
    /// </summary>
    public async ValueTask<string?> BuryRefusedAsync(SinkBatch batch, IReadOnlyList<DeadLetter> unreadable)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _letters.Clear();
        _rejected.Clear();
        foreach (var letter in unreadable) _letters.Add(letter with { AtMs = now });
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Refused) continue;
            if (batch[i].Replayed) EndReplay(batch[i], batch.Reason(i));
            else if (batch[i].DeadLetter >= 0) deadLetters.EndReplay(batch[i].DeadLetter);
            else Take(batch[i], batch.Reason(i), now);
        }

        if (_letters.Count == 0) return null;
        stats.Refused(_letters[^1].Reason);
        if (deadLetters.TryAdd(_letters) is { } fault) return fault;

        // They are not lost, but lie here: whether or not the journal can take the entry, nothing is gone.
        foreach (var note in _rejected) await losses!.WriteAsync(journal, note).ConfigureAwait(false);
        foreach (var letter in _letters) cursor.Acknowledge(letter.Lane, letter.Sequence, letter.Sequence + 1);
        return null;
    }

    // Its first sending left it at the receiver or in the dead letters; either way it is not lost now.
    private void EndReplay(in SinkRecord record, string? reason)
    {
        stats.Refused(reason);
        replays.Acknowledge(record.Lane, record.Sequence, record.Sequence + 1);
    }

    private void Take(in SinkRecord record, string? reason, long now)
    {
        _letters.Add(Letter(record, reason, now));

        // Of an entry of the manifest itself nothing is written, or a receiver that refuses all of them would never end.
        if (losses is null || record.Kind != RecordKind.Pack) return;
        _rejected.Add(LossNote.OfPack(LossCause.Rejected, PackKey.Of(record.Pack), record.Pack.Count, reason, [sink]));
    }

    /// <summary>Acknowledges what the receiver has; returns how many records that were.</summary>
    public int AcknowledgeAccepted(SinkBatch batch)
    {
        long packs = 0, readings = 0, historical = 0;
        var accepted = 0;
        long? lag = null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _replayed.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Accepted) continue;
            ref readonly var record = ref batch[i];
            accepted++;
            if (record.DeadLetter >= 0) _replayed.Add(record.DeadLetter);
            if (record.Kind != RecordKind.Pack) continue;
            packs++;
            readings += record.Pack.Count;
            if (record.Historical) historical++;
            else lag = Math.Max(lag ?? 0, now - record.JournaledMs);
        }

        AcknowledgeRuns(batch);
        replays.Save();
        Resolve();
        if (packs > 0) stats.Forwarded(packs, readings, historical, lag is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
        return accepted;
    }

    /// <summary>One acknowledgement for each run of neighbours, for a batch is mostly one or two of them.</summary>
    private void AcknowledgeRuns(SinkBatch batch)
    {
        for (int i = 0, next; i < batch.Count; i = next)
        {
            next = i + 1;
            if (batch.Fate(i) != RecordFate.Accepted || batch[i].DeadLetter >= 0) continue;
            while (next < batch.Count && Continues(batch, i, next)) next++;
            (batch[i].Replayed ? replays : cursor).Acknowledge(batch[i].Lane, batch[i].Sequence, batch[i].Sequence + (next - i));
        }
    }

    private void Resolve()
    {
        if (_replayed.Count == 0 || deadLetters.TryResolve(_replayed) is not { } fault) return;
        stats.Refused(fault);
        foreach (var id in _replayed) deadLetters.EndReplay(id);
    }

    private static bool Continues(SinkBatch batch, int first, int next) =>
        batch.Fate(next) == RecordFate.Accepted && batch[next].DeadLetter < 0 && batch[next].Replayed == batch[first].Replayed && batch[next].Lane == batch[first].Lane
        && batch[next].Sequence == batch[first].Sequence + (next - first);

    private static DeadLetter Letter(in SinkRecord record, string? reason, long now) => new()
    {
        AtMs = now,
        Reason = reason,
        Key = PackKey.Of(record.Pack).ToString(),
        Lane = record.Lane,
        Sequence = record.Sequence,
        Type = record.Type,
        JournaledMs = record.JournaledMs,
        Payload = record.Payload.ToArray(),
    };
}
