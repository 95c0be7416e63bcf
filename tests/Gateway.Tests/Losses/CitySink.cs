using SmartCity.Gateway.Forward;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Losses;

/// <summary>A city that keeps its books: packs and readings received, losses and windows told.</summary>
internal sealed class CitySink(string name) : ISink
{
    private readonly Lock _gate = new();
    private readonly HashSet<PackKey> _received = [];
    private readonly HashSet<PackKey> _notes = [];

    public string Name => name;

    public bool Unplugged { get; set; }

    /// <summary>Packs it will never take.</summary>
    public Func<Pack, bool> Refuses { get; set; } = _ => false;

    public long Events { get; private set; }

    public long Readings { get; private set; }

    public List<Loss> Losses { get; } = [];

    public List<WindowSet> Windows { get; } = [];

    public IReadOnlySet<PackKey> Received => _received;

    /// <summary>Every pack named as lost for one of these causes.</summary>
    public HashSet<PackKey> Lost(params LossCause[] causes) =>
        [.. Losses.Where(loss => causes.Length == 0 || causes.Contains(loss.Cause)).SelectMany(loss => loss.Ranges.SelectMany(range => Numbers(range).Select(seq => new PackKey(loss.Site, loss.Node, loss.Boot ?? 0, seq))))];

    public ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (Unplugged) return ValueTask.FromResult(SendOutcome.Temporary("unplugged"));
        lock (_gate)
        {
            for (var i = 0; i < batch.Count; i++) Take(batch, i);
        }

        return ValueTask.FromResult(SendOutcome.Delivered);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<uint> Numbers(SeqRange range) => Enumerable.Range(0, (int)range.Count).Select(i => range.From + (uint)i);

    private void Take(SinkBatch batch, int i)
    {
        ref readonly var record = ref batch[i];
        if (record.Kind != RecordKind.Pack)
        {
            Assert.IsTrue(_notes.Add(PackKey.Of(record.Pack)), "a key of its own for each note");
            if (record.Loss is { } loss) Losses.Add(loss);
            if (record.Windows is { } windows) Windows.Add(windows);
        }
        else if (Refuses(record.Pack))
        {
            batch.Refuse(i, "not wanted");
        }
        else
        {
            Assert.IsTrue(_received.Add(PackKey.Of(record.Pack)), "received twice");
            Readings += record.Pack.Count;
            if (record.Pack.IsEvent) Events++;
        }
    }
}
