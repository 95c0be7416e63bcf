using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Forward.Files;

[TestClass]
public sealed class FileSinkTests
{
    [TestMethod]
    public async Task Cut_at_any_byte_of_file_or_side_record_no_line_comes_twice_or_torn()
    {
        using var made = new TempDirectory();
        await using (var sink = Sink(made))
        {
            await WriteAsync(sink, Batch("j", 0, 3));
            await WriteAsync(sink, Batch("j", 3, 6));
        }

        var file = await File.ReadAllBytesAsync(made.At("r.ndjson"));
        var side = await File.ReadAllBytesAsync(made.At("r.ndjson.positions"));
        var noted = side.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1;
        var before = file.Length / 2;

        // Power lost while the second batch's lines were written: any part of them is there, no note of them.
        for (var cut = before; cut <= file.Length; cut++) await RecoverAsync(file[..cut], side[..noted]);

        // Power lost while its note was written.
        for (var cut = noted; cut <= side.Length; cut++) await RecoverAsync(file, side[..cut]);

        // A block of the file that never reached the medium reads as zeros.
        for (var cut = before; cut < file.Length; cut += 16) await RecoverAsync([.. file[..cut], .. new byte[file.Length - cut]], side[..noted]);

        static async Task RecoverAsync(byte[] file, byte[] side)
        {
            using var directory = new TempDirectory();
            await File.WriteAllBytesAsync(directory.At("r.ndjson"), file);
            await File.WriteAllBytesAsync(directory.At("r.ndjson.positions"), side);
            await using (var sink = Sink(directory)) await WriteAsync(sink, Batch("j", 3, 8));
            Assert.AreEqual(Expected(0, 8), string.Join(' ', FileLines.Keys(directory.At("r.ndjson"))));
        }
    }

    [TestMethod]
    public async Task A_closed_file_carries_its_time_is_compressed_and_whole()
    {
        using var directory = new TempDirectory();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using (var sink = Sink(directory, options => options.Gzip = true, time))
        {
            for (var hour = 0; hour < 49; hour++)
            {
                await WriteAsync(sink, Batch("j", hour, hour + 1));
                time.Advance(TimeSpan.FromHours(1));
            }
        }

        var names = FileLines.Files(directory.At("r.ndjson")).Select(Path.GetFileName).ToArray();
        Assert.AreEqual("r-20260301T120000000Z.ndjson.gz r-20260302T120000000Z.ndjson.gz r.ndjson", string.Join(' ', names));
        Assert.AreEqual(Expected(0, 49), string.Join(' ', FileLines.Keys(directory.At("r.ndjson"))));
    }

    [TestMethod]
    public async Task A_compression_cut_off_is_done_again_and_nothing_is_there_twice()
    {
        using var directory = new TempDirectory();
        await using (var sink = Sink(directory)) await WriteAsync(sink, Batch("j", 0, 2));
        File.Move(directory.At("r.ndjson"), directory.At("r-20260301T120000000Z.ndjson"));
        await File.WriteAllTextAsync(directory.At("r-20260301T120000000Z.ndjson.gz.new"), "half of it");

        // Moved away and not noted: the power went between the two.
        await using (var sink = Sink(directory, options => options.Gzip = true)) await WriteAsync(sink, Batch("j", 0, 4));
        Assert.AreEqual("r-20260301T120000000Z.ndjson.gz r.ndjson", string.Join(' ', FileLines.Files(directory.At("r.ndjson")).Select(Path.GetFileName)));
        Assert.AreEqual(Expected(0, 4), string.Join(' ', FileLines.Keys(directory.At("r.ndjson"))));
    }

    [TestMethod]
    public async Task Another_journal_counts_from_0_again_and_is_written_whole()
    {
        using var directory = new TempDirectory();
        await using (var sink = Sink(directory)) await WriteAsync(sink, Batch("old", 0, 3));
        await using (var sink = Sink(directory)) await WriteAsync(sink, Batch("new", 0, 3));
        Assert.AreEqual($"{Expected(0, 3)} {Expected(0, 3)}", string.Join(' ', FileLines.Keys(directory.At("r.ndjson"))));
    }

    [TestMethod]
    public async Task Somebody_elses_file_of_that_name_is_moved_away_not_cut()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.At("r.ndjson"), "{\"mine\":1}\n");
        await using (var sink = Sink(directory)) await WriteAsync(sink, Batch("j", 0, 1));
        var closed = FileLines.Files(directory.At("r.ndjson"))[0];
        Assert.AreEqual("{\"mine\":1}\n", await File.ReadAllTextAsync(closed));
    }

    [TestMethod]
    public async Task A_place_that_cannot_be_written_is_tried_again_until_it_can()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.At("out"), "in the way");
        await using var sink = new FileSink(new FileSinkOptions { Name = "file", Path = directory.At("out/r.ndjson") }, TimeProvider.System);
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(Batch("j", 0, 2), CancellationToken.None)).Kind);
        File.Delete(directory.At("out"));
        await WriteAsync(sink, Batch("j", 0, 2));
        Assert.AreEqual(Expected(0, 2), string.Join(' ', FileLines.Keys(directory.At("out/r.ndjson"))));
    }

    [TestMethod]
    public void The_side_record_stays_small_and_keeps_what_it_knows_when_it_is_rewritten()
    {
        using var directory = new TempDirectory();
        var path = directory.At("r.positions");
        using (var log = new PositionLog(path))
        {
            for (var i = 0; i < 4000; i++) log.Note(new PositionNote("j", i, 1, [new SequenceSpan(Lane.Data, i, i + 1), new SequenceSpan(Lane.Event, i * 10, (i * 10) + 1)]));
        }

        Assert.IsLessThan(512 * 1024, new FileInfo(path).Length);
        using var again = new PositionLog(path);
        Assert.AreEqual(3999, again.Length);
        Assert.IsTrue(again.IsWritten("j", Lane.Data, 0) && again.IsWritten("j", Lane.Data, 3999) && again.IsWritten("j", Lane.Event, 39990));
        Assert.IsFalse(again.IsWritten("j", Lane.Data, 4000) || again.IsWritten("j", Lane.Event, 39991) || again.IsWritten("other", Lane.Data, 0));
    }

    private static FileSink Sink(TempDirectory directory, Action<FileSinkOptions>? change = null, TimeProvider? time = null)
    {
        var options = new FileSinkOptions { Name = "file", Path = directory.At("r.ndjson") };
        change?.Invoke(options);
        return new FileSink(options, time ?? TimeProvider.System);
    }

    private static async Task WriteAsync(FileSink sink, SinkBatch batch) =>
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, CancellationToken.None)).Kind);

    [TestMethod]
    public async Task What_is_replayed_is_written_again_and_what_only_repeats_is_not()
    {
        using var directory = new TempDirectory();
        await using (var sink = Sink(directory))
        {
            await WriteAsync(sink, Batch("j", 0, 3));
            await WriteAsync(sink, Batch("j", 0, 2, replayed: true));
            await WriteAsync(sink, Batch("j", 0, 4));
        }

        Assert.AreEqual($"{Expected(0, 3)} {Expected(0, 2)} {Expected(3, 4)}", string.Join(' ', FileLines.Keys(directory.At("r.ndjson"))));
    }

    private static string Expected(int from, int to) =>
        string.Join(' ', Enumerable.Range(from, to - from).SelectMany(seq => Enumerable.Range(0, Packs.ReadingsEach).Select(index => $"a/1/{seq}/{index}")));

    private static SinkBatch Batch(string journal, int from, int to, bool replayed = false)
    {
        var batch = new SinkBatch(to - from) { Journal = journal };
        for (var i = from; i < to; i++)
        {
            var pack = Packs.Make("a", (uint)i, 1_772_000_000_000);
            batch.Add(new SinkRecord
            {
                Lane = Lane.Data,
                Sequence = i,
                Type = 1,
                JournaledMs = pack.ReceivedMs,
                Historical = replayed,
                Pack = pack,
                Payload = Packs.Encode(pack),
                DeadLetter = -1,
                Replayed = replayed,
            });
        }

        return batch;
    }
}
