using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>
/// A real process under load is killed with SIGKILL again and again; after each kill every record it had seen committed
/// must be there, in order and unchanged.
/// </summary>
internal static class KillBench
{
    private const string ChildFlag = "--kill-child";
    private const int RecordsACommit = 32, MostCommits = 60;

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = Settings.Parse(args);
        if (args.Contains(ChildFlag)) return await ChildAsync(settings.Directory).ConfigureAwait(false);
        var random = new Random(1);
        var (committed, missing, cycles) = (0L, 0L, settings.Commits);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            committed = await KillAsync(settings.Directory, random.Next(1, MostCommits)).ConfigureAwait(false);
            missing += committed - await CountAsync(settings.Directory, committed).ConfigureAwait(false);
        }
        Directory.Delete(settings.Directory, recursive: true);
        var result = new JsonObject { ["kills"] = cycles, ["recordsCommitted"] = committed, ["recordsMissing"] = missing };
        Console.WriteLine(result.ToJsonString());
        return missing == 0 ? 0 : 1;
    }

    /// <summary>Runs the child until it reported that many commits, kills it; returns one past the last number it reported.</summary>
    private static async Task<long> KillAsync(string directory, int commits)
    {
        string[] own = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(KillBench).Assembly.Location] : [];
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. own, "journal-kill", ChildFlag, "--directory", directory]) { RedirectStandardOutput = true })!;
        var last = 0L;
        for (var seen = 0; seen < commits && await child.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line; seen++)
            last = long.Parse(line, CultureInfo.InvariantCulture);
        child.Kill();
        // What it had written before the kill was committed as well.
        while (await child.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            if (long.TryParse(line, CultureInfo.InvariantCulture, out var more)) last = Math.Max(last, more);
        await child.WaitForExitAsync().ConfigureAwait(false);
        return last;
    }

    private static async Task<long> CountAsync(string directory, long committed)
    {
        var log = DurableLog.Open(new FileStorage(directory), new JournalOptions(), TimeProvider.System);
        await using var closing = log.ConfigureAwait(false);
        using var reader = log.OpenReader(Lane.Data, 0);
        using var batch = new RecordBatch(1024, 1 << 20);
        var count = 0L;
        while (reader.Read(batch) > 0)
            foreach (ref readonly var record in batch.Records)
                if (record.Sequence < committed && BitConverter.ToInt64(record.Payload.Span) == record.Sequence) count++;
        return count;
    }

    private static async Task<int> ChildAsync(string directory)
    {
        var log = DurableLog.Open(new FileStorage(directory), new JournalOptions { Linger = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        await using var closing = log.ConfigureAwait(false);
        var payload = new byte[Settings.PayloadBytes];
        var waiting = new ValueTask<AppendResult>[RecordsACommit];
        for (var next = log.End(Lane.Data); ;)
        {
            for (var i = 0; i < waiting.Length; i++)
            {
                BitConverter.TryWriteBytes(payload, next++);
                waiting[i] = log.AppendAsync(Lane.Data, 1, payload);
            }
            foreach (var each in waiting)
                if (await each.ConfigureAwait(false) is { Committed: false } refused) throw new IOException(refused.Reason);
            Console.Out.WriteLine(next.ToString(CultureInfo.InvariantCulture));
            await Console.Out.FlushAsync().ConfigureAwait(false);
        }
    }
}
