using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>An engine over a journal in memory, on a clock of the test's.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, uint> _next = [];

    public EngineRig() => Journal = new MemoryJournal(Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MemoryJournal Journal { get; }

    public ForwardTuning Tuning { get; } = new() { LingerMs = 0, RetryBaseMs = 10, RetryCapSeconds = 1 };

    public ForwardEngine? Engine { get; private set; }

    public string Directory => _directory.Path;

    public async Task StartAsync(params ISink[] sinks) => Engine = await ForwardEngine.StartAsync(
        Journal, sinks.Select(sink => new SinkBinding(sink, Tuning)), _directory.At("dead-letters"), Time, new Random(1), NullLogger.Instance);

    public async Task StopAsync()
    {
        if (Engine is { } engine) await engine.DisposeAsync();
        Engine = null;
    }

    /// <summary>Appends so many packs of a node, numbered on.</summary>
    public void Produce(string node, int count, bool isEvent = false)
    {
        var key = node + isEvent;
        for (var i = 0; i < count; i++)
        {
            var seq = _next.GetValueOrDefault(key);
            _next[key] = seq + 1;
            Journal.Append(Packs.Make(node, seq, Time.GetUtcNow().ToUnixTimeMilliseconds(), boot: isEvent ? 2u : 1u, isEvent: isEvent));
        }
    }

    /// <summary>Keys of everything produced.</summary>
    public HashSet<string> Produced() =>
        [.. _next.SelectMany(node => Enumerable.Range(0, (int)node.Value).Select(seq => Key(node.Key, seq)))];

    /// <summary>Lets time go by until something holds; fails when it never does.</summary>
    public async Task UntilAsync(Func<bool> holds, int stepMs = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.IsLessThan(Patience, watch.Elapsed, "it never came to hold");
            Time.Advance(TimeSpan.FromMilliseconds(stepMs));

            // Gives the runners' threads the processor; nothing depends on how long.
            await Task.Delay(1);
        }
    }

    public Task DrainAsync() => UntilAsync(() => Engine!.Drained);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private static string Key(string key, int seq) =>
        key.EndsWith("True", StringComparison.Ordinal) ? $"site/{key[..^4]}/2/{seq}" : $"site/{key[..^5]}/1/{seq}";
}
