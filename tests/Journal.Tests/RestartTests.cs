using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class RestartTests
{
    private static readonly JournalOptions Small = new()
    {
        SegmentBytes = 8192,
        MaxRecordBytes = 1024,
        DataBytes = 1 << 20,
        EventBytes = 1 << 20,
        EventReserveBytes = 8192,
        Linger = TimeSpan.Zero,
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_was_committed_is_there_after_a_restart_with_cursors_and_states()
    {
        var disk = new MemoryDisk();
        await using (var log = DurableLog.Open(disk.Attach(), Small, TimeProvider.System))
        {
            var cursor = log.OpenCursor("city");
            for (var i = 0; i < 500; i++)
            {
                var result = await log.AppendAsync(i % 10 == 0 ? Lane.Event : Lane.Data, 7, Payload(i));
                Assert.IsTrue(result.Committed);
            }
            cursor.Acknowledge(Lane.Data, 0, 100);
            cursor.Acknowledge(Lane.Data, 440, 450);
            log.PutState("version", [1, 2, 3]);
            Assert.IsTrue((await log.CommitAsync()).Committed);
        }
        await using var again = DurableLog.Open(disk.Attach(), Small, TimeProvider.System);
        Assert.HasCount(0, again.Recovered.Findings);
        Assert.AreEqual(450, again.End(Lane.Data));
        Assert.AreEqual(50, again.End(Lane.Event));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, again.GetState("version"));
        Assert.AreEqual(340, again.OpenCursor("city").Backlog(Lane.Data));
        Assert.AreEqual(450, Count(again, Lane.Data));
        Assert.AreEqual(50, Count(again, Lane.Event));
    }

    [TestMethod]
    public async Task A_real_directory_keeps_records_too_and_only_one_process_has_it()
    {
        var directory = Directory.CreateTempSubdirectory("journal-").FullName;
        try
        {
            await using (var log = DurableLog.Open(new FileStorage(directory), Small, TimeProvider.System))
            {
                var pending = new List<Task<AppendResult>>();
                for (var i = 0; i < 1000; i++) pending.Add(log.AppendAsync(Lane.Data, 1, Payload(i)).AsTask());
                foreach (var result in await Task.WhenAll(pending)) Assert.IsTrue(result.Committed, result.Reason);
                var fault = Assert.ThrowsExactly<StorageException>(() => DurableLog.Open(new FileStorage(directory), Small, TimeProvider.System));
                Assert.AreEqual(StorageFault.Locked, fault.Fault);
            }
            await using var again = DurableLog.Open(new FileStorage(directory), Small, TimeProvider.System);
            Assert.AreEqual(1000, Count(again, Lane.Data));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [TestMethod]
    public async Task A_reader_that_waits_is_woken_by_the_next_commit()
    {
        await using var log = DurableLog.Open(new MemoryDisk().Attach(), Small, TimeProvider.System);
        using var reader = log.OpenReader(Lane.Data, 0);
        var waiting = reader.WaitAsync(TestContext.CancellationToken);
        Assert.IsFalse(waiting.IsCompleted);
        await log.AppendAsync(Lane.Data, 1, Payload(1));
        await waiting;
        using var batch = new RecordBatch(8, 1024);
        Assert.AreEqual(1, reader.Read(batch));
    }

    [TestMethod]
    public async Task The_bound_in_bytes_evicts_oldest_first_and_says_so_before()
    {
        var observer = new Recorder();
        var options = Small with { DataBytes = 4 * 8192 };
        await using var log = DurableLog.Open(new MemoryDisk().Attach(), options, TimeProvider.System, observer);
        for (var i = 0; i < 1000; i++) Assert.IsTrue((await log.AppendAsync(Lane.Data, 1, Payload(i))).Committed);
        await log.CommitAsync();
        Assert.IsGreaterThan(0, log.Start(Lane.Data));
        Assert.AreEqual(log.Start(Lane.Data), observer.Read);
        Assert.AreEqual(1000 - log.Start(Lane.Data), Count(log, Lane.Data));
    }

    private static byte[] Payload(int i)
    {
        var bytes = new byte[60 + i % 60];
        BitConverter.TryWriteBytes(bytes, i);
        return bytes;
    }

    private static long Count(DurableLog log, Lane lane)
    {
        using var reader = log.OpenReader(lane, 0);
        using var batch = new RecordBatch(64, 16 << 10);
        var count = 0L;
        var next = log.Start(lane);
        while (reader.Read(batch) > 0)
            foreach (ref readonly var record in batch.Records)
            {
                Assert.AreEqual(next++, record.Sequence);
                count++;
            }
        return count;
    }

    private sealed class Recorder : IJournalObserver
    {
        public long Read { get; private set; }

        public void Evicting(IJournal journal, Eviction eviction)
        {
            using var reader = journal.OpenReader(eviction.Lane, eviction.From);
            using var batch = new RecordBatch(1000, 1 << 20);
            while (reader.Position < eviction.To && reader.Read(batch) > 0)
                foreach (ref readonly var record in batch.Records)
                    if (record.Sequence < eviction.To) Read++;
        }

        public void Lost(RecoveryFinding finding) => Assert.Fail(finding.ToString());

        public void StatusChanged(JournalStatus status)
        {
        }
    }
}
