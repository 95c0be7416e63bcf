using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Bench.Service;

/// <summary>A journal as a gateway leaves it after a million packs that the city has not had: records, and the duplicate index where it was last saved.</summary>
internal static class FullJournal
{
    private const int Nodes = 100;
    private const int Flight = 2048;

    public static async Task WriteAsync(string directory, int records)
    {
        var options = new JournalOptions { MaxRecordBytes = 512 << 10 };
        var journal = DurableLog.Open(new FileStorage(Path.Combine(directory, "data", "journal")), options, TimeProvider.System);
        await using var owner = journal.ConfigureAwait(false);
        var log = new PackLog(journal, new DuplicateIndex());
        var pack = new Pack();
        var record = new byte[PackRecord.MaxBytes];
        var flight = new Queue<(PackKey Key, ValueTask<AppendResult> Outcome)>();
        for (var i = 0; i < records; i++)
        {
            var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            pack.Clear();
            (pack.Site, pack.Node, pack.BaseName, pack.Boot, pack.Seq, pack.ReceivedMs) = ("a", Names[i % Nodes], "urn:dev:mac:0011223344556677:", 1, (uint)(i / Nodes), nowMs);
            pack.Add() = new Reading { Channel = "t", Number = 21.5, TimeMs = nowMs, Quality = Quality.Good };
            if (!PackRecord.TryWrite(pack, record, out var written)) throw new InvalidOperationException("a pack of one reading is larger than a record");
            var key = new PackKey("a", pack.Node, 1, pack.Seq);
            log.Enter(key, Lane.Data, record.AsSpan(0, written), out var outcome);
            flight.Enqueue((key, outcome));
            if (flight.Count == Flight) await LandAsync(log, flight, Flight / 2).ConfigureAwait(false);
        }

        await LandAsync(log, flight, flight.Count).ConfigureAwait(false);
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, Nodes).Select(i => $"n{i}")];

    private static async Task LandAsync(PackLog log, Queue<(PackKey Key, ValueTask<AppendResult> Outcome)> flight, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (key, outcome) = flight.Dequeue();
            log.Leave(key, await outcome.ConfigureAwait(false));
        }
    }
}
