using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Losses;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>Everything that leaves the gateway: one runner a sink over one journal.</summary>
internal sealed partial class ForwardEngine : IAsyncDisposable
{
    private const string JournalIdState = "forward/journal-id";

    private readonly IJournal _journal;
    private readonly IReadOnlyList<SinkRunner> _runners;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private ForwardEngine(IJournal journal, IReadOnlyList<SinkRunner> runners)
    {
        _journal = journal;
        _runners = runners;
    }

    /// <summary>
    /// Opens cursors and dead letters (files under <paramref name="deadLetters"/>) and starts to send. The engine owns
    /// the sinks from here on, not the journal. <paramref name="losses"/> takes the names of what receivers refuse for good,
    /// <paramref name="repair"/> sees each pack before it leaves.
    /// </summary>
    public static async Task<ForwardEngine> StartAsync(
        IJournal journal, IEnumerable<SinkBinding> sinks, string deadLetters, TimeProvider time, Random random, ILogger log,
        LossLedger? losses = null, Action<Pack>? repair = null)
    {
        var id = await JournalIdAsync(journal).ConfigureAwait(false);
        var runners = new List<SinkRunner>();
        foreach (var (sink, tuning) in sinks)
        {
            var store = new DeadLetterStore(DeadLetterFile(deadLetters, sink.Name), tuning.DeadLetterMegabytes * 1024L * 1024);
            runners.Add(new SinkRunner(journal, id, sink, store, tuning, losses, time, new Random(random.Next()), log, repair));
        }

        RemoveStrangers(journal, runners, log);
        var engine = new ForwardEngine(journal, runners);
        foreach (var runner in runners) engine._running.Add(Task.Run(() => runner.RunAsync(engine._stop.Token)));
        return engine;
    }

    public static string DeadLetterFile(string directory, string sink) => Path.Combine(directory, sink + ".ndjson");

    public IReadOnlyList<SinkRunner> Sinks => _runners;

    /// <summary>True when every sink has acknowledged everything the journal holds.</summary>
    public bool Drained => _runners.All(runner => runner.Snapshot().BacklogPacks == 0);

    public IReadOnlyList<SinkSnapshot> Snapshot() => [.. _runners.Select(runner => runner.Snapshot())];

    /// <summary>Tries every sink again now.</summary>
    public void Poke()
    {
        foreach (var runner in _runners) runner.Poke();
    }

    /// <summary>Stops sending and makes the acknowledgements durable. Before the journal is disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
        foreach (var runner in _runners) await runner.DisposeAsync().ConfigureAwait(false);
        await _journal.CommitAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>A sink taken out of the configuration must not hold back the journal for ever.</summary>
    private static void RemoveStrangers(IJournal journal, List<SinkRunner> runners, ILogger log)
    {
        var known = runners.Select(runner => SinkRunner.CursorName(runner.Name)).ToHashSet();
        foreach (var name in journal.CursorNames.Where(name => SinkRunner.IsCursor(name) && !known.Contains(name)).ToArray())
        {
            journal.RemoveCursor(name);
            LogRemoved(log, name);
        }
    }

    /// <summary>
    /// Identity of the journal, made once and kept in it: sequences start again when somebody removes the journal, and a
    /// sink that remembers what it wrote must not take new records for old ones.
    /// </summary>
    private static async Task<string> JournalIdAsync(IJournal journal)
    {
        if (journal.GetState(JournalIdState) is { } known) return Encoding.ASCII.GetString(known);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        journal.PutState(JournalIdState, Encoding.ASCII.GetBytes(id));
        await journal.CommitAsync().ConfigureAwait(false);
        return id;
    }

    [LoggerMessage(1520, LogLevel.Warning, "Cursor {Cursor} is forgotten: no sink of that name is configured")]
    private static partial void LogRemoved(ILogger log, string cursor);
}
