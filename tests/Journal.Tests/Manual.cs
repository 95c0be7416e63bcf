using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

/// <summary>A journal without a thread, on a clock that stands still, for tests that are the same every time.</summary>
internal sealed class Manual(MemoryDisk disk, JournalOptions options, IJournalObserver? observer = null) : IDisposable
{
    public FakeTimeProvider Time { get; } = new();

    public DurableLog Log => field ??= DurableLog.OpenManual(disk.Attach(), options, Time, observer);

    /// <summary>Appends and commits one record.</summary>
    public AppendResult Append(Lane lane, byte[] payload)
    {
        var result = Log.AppendAsync(lane, 1, payload).AsTask();
        Log.Pump();
        return result.GetAwaiter().GetResult();
    }

    /// <summary>Appends one record a commit until that many segments of a lane are in use; where the lane ends then.</summary>
    public int Fill(Lane lane, int segments, TimeSpan each = default)
    {
        while (Segments(lane) < segments)
        {
            Assert.IsTrue(Append(lane, Payload((int)Log.End(lane))).Committed);
            Time.Advance(each);
        }

        return (int)Log.End(lane);
    }

    /// <summary>Segments of a lane in use.</summary>
    public int Segments(Lane lane) => Log.Summaries().Count(s => s.Lane == lane);

    /// <summary>A record that begins with a number.</summary>
    public static byte[] Payload(int number, int bytes = 100)
    {
        var payload = new byte[bytes];
        BitConverter.TryWriteBytes(payload, number);
        return payload;
    }

    /// <summary>Commits what waits.</summary>
    public AppendResult Commit()
    {
        var result = Log.CommitAsync().AsTask();
        Log.Pump();
        return result.GetAwaiter().GetResult();
    }

    /// <summary>The records of the lane of data by sequence, as the number at the beginning of each.</summary>
    public Dictionary<long, int> ReadAll(Lane lane = Lane.Data)
    {
        var read = new Dictionary<long, int>();
        using var reader = Log.OpenReader(lane, 0);
        using var batch = new RecordBatch(64, 1 << 16);
        while (reader.Read(batch) > 0)
            foreach (ref readonly var record in batch.Records) read.Add(record.Sequence, BitConverter.ToInt32(record.Payload.Span));
        return read;
    }

    public void Dispose() => Log.Release();
}

/// <summary>Writes down what the journal tells.</summary>
internal sealed class LossRecorder : IJournalObserver
{
    public List<RecoveryFinding> Lost { get; } = [];
    public List<Eviction> Evictions { get; } = [];
    public List<JournalState> States { get; } = [];

    public void Evicting(IJournal journal, Eviction eviction) => Evictions.Add(eviction);

    void IJournalObserver.Lost(RecoveryFinding finding) => Lost.Add(finding);

    public void StatusChanged(JournalStatus status) => States.Add(status.State);
}
