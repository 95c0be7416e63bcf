using SmartCity.Gateway.Forward;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>A sink that does with each batch what the test says.</summary>
internal sealed class ScriptedSink(string name, Func<SinkBatch, SendOutcome>? script = null) : ISink
{
    private readonly Lock _gate = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly List<int> _sizes = [];

    public string Name => name;

    public Func<SinkBatch, SendOutcome> Script { get; set; } = script ?? (_ => SendOutcome.Delivered);

    /// <summary>Set to hold every batch until completed.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (_gate) return [.. _arrivals];
        }
    }

    /// <summary>Records of each batch sent.</summary>
    public IReadOnlyList<int> Sizes
    {
        get
        {
            lock (_gate) return [.. _sizes];
        }
    }

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (Gate is { } gate) await gate.Task.WaitAsync(cancellation);
        lock (_gate)
        {
            _sizes.Add(batch.Count);
            var outcome = Script(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                var got = outcome.Kind == FailureKind.None ? batch.Fate(i) != RecordFate.Refused : batch.Fate(i) == RecordFate.Accepted;
                if (got) _arrivals.Add(Of(batch[i]));
            }

            return outcome;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Arrival Of(in SinkRecord record) =>
        new(record.Pack.Node, record.Pack.Boot, record.Pack.Seq, record.Historical, record.Pack.IsEvent);
}
