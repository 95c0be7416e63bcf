using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>Which packs a journal on the disk holds, as any other process may look.</summary>
internal sealed class FoundPacks(string directory)
{
    private readonly HashSet<(string Node, uint Seq)> _found = [];
    private readonly Pack _pack = new();
    private readonly StringCache _strings = new();
    private long _next;

    public int Count => _found.Count;

    /// <summary>Packs met more than once.</summary>
    public int Twice { get; private set; }

    /// <summary>Reads what has come since the last time.</summary>
    public void ReadOn()
    {
        using var view = JournalView.Open(new FileStorage(directory), verify: false);
        using var reader = view.OpenReader(Lane.Data, _next);
        using var batch = new RecordBatch(1024, 1 << 20);
        while (reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                Assert.IsTrue(PackRecord.TryRead(record.Payload.Span, _pack, _strings, out var error), error.Reason);
                if (!_found.Add((_pack.Node, _pack.Seq))) Twice++;
            }
        }

        _next = view.End(Lane.Data);
    }

    /// <summary>How many of the first packs of a node are not there.</summary>
    public int Missing(string node, int acknowledged) => Enumerable.Range(0, acknowledged).Count(seq => !_found.Contains((node, (uint)seq)));
}
