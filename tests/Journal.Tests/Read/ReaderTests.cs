using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Read;

/// <summary>Where a reader begins, what it gives at a time, and how it waits.</summary>
[TestClass]
public sealed class ReaderTests
{
    private static readonly JournalOptions Options = new() { SegmentBytes = 4096, MaxRecordBytes = 512, EventReserveBytes = 0, Linger = TimeSpan.Zero };
    private static readonly JournalOptions Large = Options with { SegmentBytes = 1 << 20, MaxRecordBytes = 200 << 10, DataBytes = 8 << 20 };

    private readonly MemoryDisk _disk = new();

    public TestContext TestContext { get; set; } = null!;

    /// <summary>With records of a kind that end at every place against what is read at a time, and some larger than that.</summary>
    [TestMethod]
    [DataRow(60, 99)]
    [DataRow(60, 100)]
    [DataRow(3000, 40)]
    [DataRow(3000, 47)]
    [DataRow(5, 150 << 10)]
    public void A_reader_begins_at_any_record(int records, int bytes)
    {
        using var opened = new Manual(_disk, bytes > 512 || records > 1000 ? Large : Options);
        for (var i = 0; i < records; i++) _ = opened.Log.AppendAsync(Lane.Data, (byte)(i % 251), Manual.Payload(i, bytes)).AsTask();
        opened.Log.Pump();
        using var reader = opened.Log.OpenReader(Lane.Data, 0);
        using var batch = new RecordBatch(1, 1 << 20);
        for (var at = records - 1; at >= 0; at -= Math.Max(1, records / 100))
        {
            reader.Seek(at);
            Assert.AreEqual(1, reader.Read(batch));
            Assert.AreEqual((at, (byte)(at % 251), at), (batch[0].Sequence, batch[0].Type, BitConverter.ToInt32(batch[0].Payload.Span)));
        }

        Assert.HasCount(records, opened.ReadAll());
    }

    [TestMethod]
    public void Records_of_every_size_are_read_across_what_is_read_at_a_time()
    {
        for (var bytes = 20; bytes < 60; bytes++)
        {
            using var opened = new Manual(new MemoryDisk(), Large with { SegmentBytes = 64 << 10, MaxRecordBytes = 512 });
            for (var i = 0; i < 1500; i++) _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(i, bytes)).AsTask();
            opened.Log.Pump();
            using var reader = opened.Log.OpenReader(Lane.Data, 0);
            using var batch = new RecordBatch(1000, 1 << 20);
            var read = 0;
            for (var count = reader.Read(batch); count > 0; count = reader.Read(batch)) read += count;
            Assert.AreEqual(1500, read, $"of {bytes} bytes");
        }
    }

    [TestMethod]
    [DataRow(50, 1)]
    [DataRow(250, 2)]
    [DataRow(300, 3)]
    [DataRow(399, 3)]
    public void A_batch_is_filled_to_its_bytes_and_holds_one_record_whatever_its_size(int bytes, int records)
    {
        using var opened = new Manual(_disk, Options);
        for (var i = 0; i < 10; i++) opened.Append(Lane.Data, Manual.Payload(i));
        using var reader = opened.Log.OpenReader(Lane.Data, 0);
        using var batch = new RecordBatch(10, bytes);
        Assert.AreEqual(records, reader.Read(batch));
        Assert.AreEqual(records, reader.Position);
    }

    [TestMethod]
    public void A_reader_under_which_its_segment_is_used_again_goes_on_at_the_oldest_record()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options with { DataBytes = 3 * 4096 }, observer);
        for (var i = 0; i < 10; i++) opened.Append(Lane.Data, Manual.Payload(i));
        using var reader = opened.Log.OpenReader(Lane.Data, 0);
        using var late = opened.Log.OpenReader(Lane.Data, 5);
        using var batch = new RecordBatch(3, 1 << 16);
        Assert.AreEqual(3, reader.Read(batch));
        for (var i = 10; i < 200; i++) opened.Append(Lane.Data, Manual.Payload(i));
        Assert.IsGreaterThan(10, opened.Log.Start(Lane.Data));
        foreach (var each in new[] { reader, late })
        {
            Assert.AreEqual(3, each.Read(batch));
            Assert.AreEqual(opened.Log.Start(Lane.Data), batch[0].Sequence);
        }

        Assert.IsEmpty(observer.Lost);
    }

    [TestMethod]
    public void A_file_cut_short_under_the_journal_costs_what_is_cut_off_and_readers_do_not_turn_on_the_spot()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        for (var i = 0; i < 15; i++) opened.Append(Lane.Data, Manual.Payload(i));
        var file = opened.Log.Summaries().Single().File;
        _disk.Files[file].Replace(_disk.Files[file].Seen[..(opened.Log.Summaries().Single().UsedBytes - 30)]);
        using var reader = opened.Log.OpenReader(Lane.Data, 12);
        using var batch = new RecordBatch(10, 1 << 16);
        var read = 0;
        for (var count = reader.Read(batch); count > 0; count = reader.Read(batch)) read += count;
        Assert.AreEqual(2, read);
        Assert.AreEqual((14L, 15L), (observer.Lost.Single().From, observer.Lost.Single().To));
        Assert.AreEqual(15, reader.Position);
    }

    [TestMethod]
    public void A_reader_that_begins_behind_damage_names_it_and_gives_what_was_asked_for()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        for (var i = 0; i < 15; i++) opened.Append(Lane.Data, Manual.Payload(i));
        var file = opened.Log.Summaries().Single();
        var bytes = _disk.Files[file.File].Seen;
        bytes[bytes.AsSpan().IndexOf(Manual.Payload(4))] ^= 1;
        using var reader = opened.Log.OpenReader(Lane.Data, 9);
        using var batch = new RecordBatch(100, 1 << 16);
        Assert.AreEqual(6, reader.Read(batch));
        Assert.AreEqual(9, batch[0].Sequence);
        Assert.AreEqual((4L, 5L, 100L + RecordFormat.HeaderBytes), (observer.Lost.Single().From, observer.Lost.Single().To, observer.Lost.Single().Bytes));
    }

    [TestMethod]
    public async Task A_wait_ends_with_a_record_with_its_token_and_with_the_journal()
    {
        using var opened = new Manual(_disk, Options);
        using var reader = opened.Log.OpenReader(Lane.Data, 0);
        using (var cancellation = new CancellationTokenSource())
        {
            var cancelled = reader.WaitAsync(cancellation.Token).AsTask();
            Assert.IsFalse(cancelled.IsCompleted);
            await cancellation.CancelAsync();
            var error = await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
            Assert.AreEqual(cancellation.Token, error.CancellationToken);
            Assert.ThrowsExactly<OperationCanceledException>(() => { _ = reader.WaitAsync(cancellation.Token).AsTask(); });
        }

        for (var i = 0; i < 2; i++)
        {
            var waiting = reader.WaitAsync(TestContext.CancellationToken).AsTask();
            Assert.IsFalse(waiting.IsCompleted);
            opened.Append(Lane.Data, Manual.Payload(i));
            await waiting;
            Assert.IsTrue(reader.WaitAsync(TestContext.CancellationToken).AsTask().IsCompletedSuccessfully, "there is something to read");
            reader.Seek(i + 1);
        }

        var closed = reader.WaitAsync(TestContext.CancellationToken).AsTask();
        opened.Dispose();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => closed);
        Assert.ThrowsExactly<ObjectDisposedException>(() => { _ = reader.WaitAsync(TestContext.CancellationToken).AsTask(); });
    }

    [TestMethod]
    public async Task A_reader_that_is_disposed_ends_its_wait()
    {
        using var opened = new Manual(_disk, Options);
        var reader = opened.Log.OpenReader(Lane.Data, 0);
        var waiting = reader.WaitAsync(TestContext.CancellationToken).AsTask();
        reader.Dispose();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
    }

    [TestMethod]
    public void Bad_blocks_read_as_zeros_while_either_end_of_the_file_or_any_part_can_be_read()
    {
        const int Block = MemoryDisk.Block;
        _disk.Name(null, "file", new MemoryFile());
        _disk.Files["file"].Replace([.. Enumerable.Repeat((byte)7, 8 * Block)]);
        using var file = _disk.Attach().Open("file");
        foreach (var (bad, from, zeros) in new[] { ("0123", 0, 2), ("4567", 5, 2), ("037", 3, 1) })
        {
            _disk.Bad.Clear();
            foreach (var digit in bad) _disk.Bad.Add(("file", digit - '0'));
            var into = new byte[2 * Block];
            into.AsSpan().Fill(0xEE);
            Assert.AreEqual(into.Length, PatientRead.Read(file, into, from * Block));
            Assert.AreEqual(zeros * Block, into.Count(b => b == 0));
            Assert.AreEqual((2 - zeros) * Block, into.Count(b => b == 7));
        }

        _disk.Bad.Clear();
        for (var block = 0; block < 8; block++) _disk.Bad.Add(("file", block));
        Assert.ThrowsExactly<StorageException>(() => PatientRead.Read(file, new byte[2 * Block], Block));
    }
}
