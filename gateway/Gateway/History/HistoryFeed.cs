using Microsoft.Data.Sqlite;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Hosting;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.History;

/// <summary>
/// Reads the journal behind its writer and fills the history. Its cursor holds the journal back until a flush has made the
/// readings durable here; ingest never waits for it, and a history that cannot be written only falls behind.
/// </summary>
internal sealed class HistoryFeed(IJournal journal, HistoryStore store, HistoryOptions options, string gateway, TimeProvider time, Heartbeat beat, ILogger logger)
{
    public const string CursorName = "history";
    private const string JournalId = "forward/journal-id";
    private const int MostWaiting = 200_000;
    private const long DayMs = 86_400_000;
    private const long MiB = 1L << 20;

    private readonly ICursor _cursor = journal.OpenCursor(CursorName);
    private readonly string _id = journal.GetState(JournalId) is { } id ? System.Text.Encoding.ASCII.GetString(id) : "";
    private readonly long[] _next = new long[2];
    private readonly StringCache _strings = new();
    private readonly Pack _pack = new();
    private long _flushed = time.GetTimestamp();

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var lane in new[] { Lane.Data, Lane.Event }) _next[(int)lane] = Math.Max(journal.Start(lane), store.File.Position(_id, lane) ?? 0);
        using var batch = new RecordBatch(512, 512 << 10);
        while (!stop.IsCancellationRequested)
        {
            var read = store.Waiting < MostWaiting && (Read(Lane.Data, batch) | Read(Lane.Event, batch));
            if (store.Waiting >= MostWaiting || time.GetElapsedTime(_flushed) >= TimeSpan.FromSeconds(options.FlushSeconds)) Flush();
            if (!read) await beat.NextAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Flush();
    }

    private bool Read(Lane lane, RecordBatch batch)
    {
        using var reader = journal.OpenReader(lane, _next[(int)lane]);
        if (reader.Read(batch) == 0) return false;
        foreach (ref readonly var record in batch.Records)
        {
            if (record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, _pack, _strings, out _)) Take();
            _next[(int)lane] = record.Sequence + 1;
        }

        return true;
    }

    private void Take()
    {
        // What the gateway itself says are events, not readings.
        if (_pack.Node == gateway) return;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (ref readonly var reading in _pack.Readings)
        {
            if (reading.Kind == ReadingKind.Text || reading.TimeMs < now - (options.Days * DayMs) || reading.TimeMs > now + DayMs) continue;
            var value = reading.Kind == ReadingKind.Missing ? double.NaN : reading.Number;
            store.Add(new SeriesName(_pack.Site, _pack.Node, reading.Channel), new HistoryPoint(reading.TimeMs, value, reading.Quality));
        }
    }

    private void Flush()
    {
        _flushed = time.GetTimestamp();
        try
        {
            store.Flush(_id, _next[0], _next[1]);
            store.File.Prune(time.GetUtcNow().ToUnixTimeMilliseconds() - (options.Days * DayMs), options.Megabytes * MiB);
        }
        catch (SqliteException e)
        {
            HistoryLog.NotWritten(logger, e.Message);
            return;
        }

        foreach (var lane in new[] { Lane.Data, Lane.Event })
        {
            if (_next[(int)lane] > _cursor.Floor(lane)) _cursor.Acknowledge(lane, _cursor.Floor(lane), _next[(int)lane]);
        }
    }
}
