using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Demo;

/// <summary>Counts the readings the journal evicts before one sink had them, and passes everything on.</summary>
internal sealed class EvictedReadings(string sink, IJournalObserver next) : IJournalObserver
{
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Evicting(IJournal journal, Eviction eviction)
    {
        foreach (var (cursor, from, to) in eviction.Unacknowledged)
        {
            if (cursor == sink) Interlocked.Add(ref _count, Readings(journal, eviction.Lane, from, to));
        }

        next.Evicting(journal, eviction);
    }

    public void Lost(RecoveryFinding finding) => next.Lost(finding);

    public void StatusChanged(JournalStatus status) => next.StatusChanged(status);

    private static long Readings(IJournal journal, Lane lane, long from, long to)
    {
        using var reader = journal.OpenReader(lane, from);
        using var batch = new RecordBatch(256, 256 * 1024);
        var strings = new StringCache();
        var pack = new Pack();
        long readings = 0;
        while (reader.Position < to && reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Sequence < to && record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) readings += pack.Count;
            }
        }

        return readings;
    }
}
