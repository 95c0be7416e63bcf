using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class WearOnADeviceTests
{
    private const int Commits = 200, PayloadBytes = 120;
    private const double Tolerance = 0.1;

    private static readonly JournalOptions Options = new() { SegmentBytes = 2 << 20, DataBytes = 4 << 20, EventReserveBytes = 0, Linger = TimeSpan.FromHours(1) };

    public TestContext TestContext { get; set; } = null!;

    /// <summary>The journal's own counters against the kernel's, on a file system and a device that nobody else uses.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(64)]
    public async Task Bytes_and_flushes_counted_are_those_of_the_device(int recordsACommit)
    {
        using var device = LoopDevice.TryMake(out var why);
        if (device is null)
        {
            Assert.Inconclusive($"no loop device here: {why}");
            return;
        }

        var storage = new FileStorage(Path.Combine(device.Directory, "journal"));
        await using var log = DurableLog.Open(storage, Options, TimeProvider.System);
        var cursor = log.OpenCursor("city");
        // Two files are made beforehand, a slice a commit, and used in turn from then on.
        while (log.Wear.Bytes(WearCause.Prepare) < Options.DataBytes) await CommitAsync(log, recordsACommit);
        await CommitAsync(log, recordsACommit);
        storage.SyncDirectory();
        var (bytes, flushes, written, flushed) = (log.Wear.TotalBytes, log.Wear.Flushes, device.Written, device.Flushed);
        for (var i = 1; i <= Commits; i++)
        {
            await CommitAsync(log, recordsACommit);
            if (i % 50 == 0) cursor.Acknowledge(Lane.Data, 0, log.End(Lane.Data));
        }

        (bytes, flushes, written, flushed) = (log.Wear.TotalBytes - bytes, log.Wear.Flushes - flushes, device.Written - written, device.Flushed - flushed);
        TestContext.WriteLine($"{recordsACommit} records a commit: counted {bytes} bytes and {flushes} flushes, the device had {written} and {flushed}");
        Assert.AreEqual(1.0, (double)bytes / written, Tolerance, $"counted {bytes} bytes, the device had {written}");
        Assert.AreEqual(1.0, (double)flushes / flushed, Tolerance, $"counted {flushes} flushes, the device had {flushed}");
    }

    private static async Task CommitAsync(DurableLog log, int records)
    {
        var payload = new byte[PayloadBytes];
        var waiting = new List<Task<AppendResult>>();
        for (var i = 0; i < records; i++) waiting.Add(log.AppendAsync(Lane.Data, 1, payload).AsTask());
        Assert.IsTrue((await log.CommitAsync()).Committed);
        foreach (var result in await Task.WhenAll(waiting)) Assert.IsTrue(result.Committed, result.Reason);
    }
}
