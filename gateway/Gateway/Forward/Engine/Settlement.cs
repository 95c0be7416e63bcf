using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Puts down what became of a batch: refused records into the dead letters, then everything settled into the cursor.
/// A record is acknowledged only once it is safe at the receiver or in the dead letters.
/// </summary>
internal sealed class Settlement(ICursor cursor, DeadLetterStore deadLetters, SinkStats stats, TimeProvider time)
{
    private readonly List<DeadLetter> _letters = [];
    private readonly List<long> _replayed = [];

    /// <summary>
    /// Takes the records the engine found unreadable and those the batch says are refused to the dead letters.
    /// Returns null, or why that could not be done; then nothing is acknowledged of them.
    /// </summary>
    public string? BuryRefused(SinkBatch batch, IReadOnlyList<DeadLetter> unreadable)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _letters.Clear();
        foreach (var letter in unreadable) _letters.Add(letter with { AtMs = now });
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Refused) continue;
            if (batch[i].DeadLetter >= 0) deadLetters.EndReplay(batch[i].DeadLetter);
            else _letters.Add(Letter(batch[i], batch.Reason(i), now));
        }

        if (_letters.Count == 0) return null;
        stats.Refused(_letters[^1].Reason);
        if (deadLetters.TryAdd(_letters) is { } fault) return fault;
        foreach (var letter in _letters) cursor.Acknowledge(letter.Lane, letter.Sequence, letter.Sequence + 1);
        return null;
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
            cursor.Acknowledge(batch[i].Lane, batch[i].Sequence, batch[i].Sequence + (next - i));
        }
    }

    private void Resolve()
    {
        if (_replayed.Count == 0 || deadLetters.TryResolve(_replayed) is not { } fault) return;
        stats.Refused(fault);
        foreach (var id in _replayed) deadLetters.EndReplay(id);
    }

    private static bool Continues(SinkBatch batch, int first, int next) =>
        batch.Fate(next) == RecordFate.Accepted && batch[next].DeadLetter < 0 && batch[next].Lane == batch[first].Lane
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
