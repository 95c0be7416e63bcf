using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>A backlog of ten million records in a process of its own: memory, drain and allocations.</summary>
internal static class BacklogBench
{
    public const string ChildFlag = "--backlog-child";
    private const int RecordsACommit = 4096;

    public static async Task<JsonNode> RunAsync(Settings settings)
    {
        var start = Self.Start(["journal", ChildFlag, "--directory", settings.Directory, "--backlog", settings.Backlog.ToString(CultureInfo.InvariantCulture)]);
        start.RedirectStandardOutput = true;
        // Without these the runtime lets the youngest generation grow to the size of a server's cache before it collects.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await child.WaitForExitAsync().ConfigureAwait(false);
        return JsonNode.Parse(output)!;
    }

    public static async Task<int> ChildAsync(Settings settings)
    {
        var directory = Directory.CreateDirectory(Path.Combine(settings.Directory, "backlog")).FullName;
        var result = new JsonObject { ["records"] = settings.Backlog, ["rssMbOfAnEmptyProcess"] = Megabytes("VmRSS") };
        var options = new JournalOptions { DataBytes = 8L << 30 };
        await using (var log = DurableLog.Open(new FileStorage(directory), options, TimeProvider.System))
        {
            log.OpenCursor("city");
            result["allocPerRecordAppended"] = await FillAsync(log, settings.Backlog).ConfigureAwait(false);
        }
        GC.Collect();
        await using (var log = DurableLog.Open(new FileStorage(directory), options, TimeProvider.System))
        {
            result["backlogAtOpening"] = log.OpenCursor("city").Backlog(Lane.Data);
            using var reader = log.OpenReader(Lane.Data, 0);
            using var batch = new RecordBatch(1024, 256 << 10);
            Drain(reader, batch, settings.Backlog / 10);
            reader.Seek(0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            var drained = Drain(reader, batch, settings.Backlog);
            result["drainRecordsPerSecond"] = Math.Round(drained / Stopwatch.GetElapsedTime(began).TotalSeconds);
            result["allocPerRecordRead"] = Math.Round((double)(GC.GetAllocatedBytesForCurrentThread() - before) / drained, 3);
        }
        result["rssMb"] = Megabytes("VmRSS");
        result["peakRssMb"] = Megabytes("VmHWM");
        Console.WriteLine(result.ToJsonString());
        return 0;
    }

    /// <summary>Bytes allocated a record once everything is warm.</summary>
    private static async Task<double> FillAsync(DurableLog log, int records)
    {
        var payload = new byte[Settings.PayloadBytes];
        var waiting = new ValueTask<AppendResult>[RecordsACommit];
        var warm = records / 10;
        var (before, counted) = (0L, 0L);
        for (var done = 0; done < records; done += RecordsACommit)
        {
            if (before == 0 && done >= warm) (before, counted) = (GC.GetTotalAllocatedBytes(precise: true), records - done);
            for (var i = 0; i < waiting.Length; i++) waiting[i] = log.AppendAsync(Lane.Data, 1, payload);
            for (var i = 0; i < waiting.Length; i++) await waiting[i].ConfigureAwait(false);
        }
        return Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / counted, 3);
    }

    private static long Drain(IJournalReader reader, RecordBatch batch, long records)
    {
        var (read, sum) = (0L, 0L);
        for (int count; read < records && (count = reader.Read(batch)) > 0; read += count)
            foreach (ref readonly var record in batch.Records) sum += record.Payload.Length;
        return sum == read * Settings.PayloadBytes ? read : throw new InvalidDataException("payloads differ");
    }

    private static double Megabytes(string key) => Math.Round(Status(key) / 1024, 1);

    private static double Status(string key) =>
        double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith(key, StringComparison.Ordinal)).Split(':', StringSplitOptions.TrimEntries)[1].Split(' ')[0], CultureInfo.InvariantCulture);
}
