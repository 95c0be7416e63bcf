using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Web.Live;

/// <summary>Follows one lane of the journal behind its writer, pack by pack. What is no pack is passed over.</summary>
internal sealed class LaneTail(IJournal journal, Lane lane, long from, Action<Pack> take)
{
    private const int BatchRecords = 256;
    private const int BatchBytes = 256 << 10;

    public async Task RunAsync(CancellationToken stop)
    {
        using var reader = journal.OpenReader(lane, from);
        using var batch = new RecordBatch(BatchRecords, BatchBytes);
        var strings = new StringCache();
        var pack = new Pack();
        while (!stop.IsCancellationRequested)
        {
            while (reader.Read(batch) > 0)
            {
                foreach (ref readonly var record in batch.Records)
                {
                    if (record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) take(pack);
                }
            }

            await reader.WaitAsync(stop).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
