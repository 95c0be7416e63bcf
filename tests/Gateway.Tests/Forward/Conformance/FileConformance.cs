using System.Text.Json;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class FileConformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new FileReceiver();
}

/// <summary>A file. What a disk cannot do (hold an acknowledgement back, refuse a pack) is done between engine and sink.</summary>
internal sealed class FileReceiver : ITestReceiver, IDisposable
{
    private readonly TempDirectory _directory = new();
    private bool _unplugged;
    private int _every;
    private int _count;
    private TaskCompletionSource? _hold;
    private Func<uint, bool> _refused = _ => false;

    public bool MayRepeat => false;

    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            var arrivals = new List<Arrival>();
            foreach (var reading in Lines.Where(line => line.TryGetProperty("channel", out _) && !line.TryGetProperty("window", out _)))
            {
                Assert.AreEqual(arrivals.Count % Packs.ReadingsEach, reading.GetProperty("index").GetInt32());
                arrivals.Add(Of(reading));
            }

            return [.. arrivals.Where((_, i) => i % Packs.ReadingsEach == 0)];
        }
    }

    public IReadOnlyList<string>? Notes =>
        [.. Lines.Where(line => line.TryGetProperty("loss", out _)).Select(line => Note(line, line.GetProperty("loss").GetString()!)),
            .. Lines.Where(line => line.TryGetProperty("window", out _)).Select(line => Note(line, "window"))];

    private IEnumerable<JsonElement> Lines => FileLines.Read(_directory.At("out/readings.ndjson")).Select(line => line.RootElement);

    public ISink Connect() => new RefusingSink(new Between(this, new FileSink(
        new FileSinkOptions { Name = "file", Path = _directory.At("out/readings.ndjson"), RotateMegabytes = 1 }, TimeProvider.System)), seq => _refused(seq));

    public void Unplug() => _unplugged = true;

    public void Plug() => _unplugged = false;

    public void KillAndRestart()
    {
        _unplugged = true;
        _unplugged = false;
    }

    public void LoseAcknowledgements(int every) => _every = every;

    public void RepeatAcknowledgements()
    {
        // A file acknowledges by returning, which happens once.
    }

    public Action Stall()
    {
        _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose() => _directory.Dispose();

    private static string Note(JsonElement line, string what) => $"{what} {line.GetProperty("site").GetString()}/{line.GetProperty("node").GetString()}";

    private static Arrival Of(JsonElement reading) => new(
        reading.GetProperty("node").GetString()!, reading.GetProperty("boot").GetUInt32(), reading.GetProperty("seq").GetUInt32(),
        reading.TryGetProperty("historical", out _), reading.TryGetProperty("lane", out _));

    private sealed class Between(FileReceiver receiver, FileSink inner) : ISink
    {
        public string Name => inner.Name;

        public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
        {
            if (receiver._unplugged) return SendOutcome.Temporary("the disk is away");
            if (receiver._hold is { } hold) await hold.Task.WaitAsync(cancellation);
            var outcome = await inner.SendAsync(batch, cancellation);
            receiver._count += batch.Count;
            if (receiver._every == 0 || receiver._count < receiver._every) return outcome;
            receiver._count = 0;
            return SendOutcome.Temporary("written, and nobody heard of it");
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
