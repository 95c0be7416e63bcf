using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

/// <summary>What a start says of what it found, to the byte, and what of a former life it goes on with.</summary>
[TestClass]
public sealed class RecoveryTests
{
    private const int SegmentBytes = 4096, PayloadBytes = 100, RecordBytes = PayloadBytes + RecordFormat.HeaderBytes;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 512,
        DataBytes = 1 << 20,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();

    [TestMethod]
    public void A_commit_cut_short_is_a_torn_tail_whose_sequences_are_not_given_again()
    {
        Write(opened => opened.Append(Lane.Data, Payload(0)));
        var (name, end) = Tail();
        Write(opened =>
        {
            for (var i = 1; i <= 5; i++) _ = opened.Log.AppendAsync(Lane.Data, 1, Payload(i)).AsTask();
            opened.Commit();
        });
        var firstOfThree = end + MarkFormat.Size + 2 * RecordBytes;
        Change(name, bytes => bytes.AsSpan(firstOfThree, 3 * RecordBytes).Clear());

        using var again = new Manual(_disk, Options);
        Assert.AreEqual(
            new RecoveryFinding(FindingKind.TornTail, name, Lane.Data, 3, 6, firstOfThree, 3 * RecordBytes), again.Log.Recovered.Findings.Single());
        Assert.AreEqual(6, again.Append(Lane.Data, Payload(9)).Sequence);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 6 }, again.ReadAll().Keys.Order().ToArray());
    }

    [TestMethod]
    public void A_record_hurt_in_an_older_segment_is_damage_with_its_place()
    {
        Write(opened => opened.Fill(Lane.Data, segments: 3));
        var place = Places().First(p => p.Sequence == 4);
        Change(place.File, bytes => bytes[place.Offset + RecordFormat.HeaderBytes] ^= 1);

        using var again = new Manual(_disk, Options with { VerifySealed = true });
        Assert.AreEqual(new RecoveryFinding(FindingKind.DamagedRecord, place.File, Lane.Data, 4, 5, place.Offset, RecordBytes), again.Log.Recovered.Findings.Single());
        Assert.AreEqual(3, again.Log.Recovered.Segments);
        Assert.AreEqual(3, again.Log.Recovered.Scanned);
        Assert.AreEqual(again.Log.End(Lane.Data), again.Log.Recovered.Records);
    }

    [TestMethod]
    public void A_start_reads_the_newest_segment_alone_and_writes_on_in_it()
    {
        Write(opened => opened.Fill(Lane.Data, segments: 3));
        var names = Names().ToList();
        for (var life = 0; life < 5; life++)
        {
            Write(opened =>
            {
                Assert.AreEqual(1, opened.Log.Recovered.Scanned);
                opened.Append(Lane.Data, Payload(life));
            });
        }

        CollectionAssert.AreEquivalent(names, Names().ToList(), "a start made a new file though it had room");
    }

    [TestMethod]
    public void A_copy_of_a_segment_under_another_name_is_moved_aside_each_under_a_name_of_its_own()
    {
        var records = Write(opened => opened.Fill(Lane.Data, segments: 3));
        var original = _disk.Files[Places()[0].File].Seen;
        for (var life = 0; life < 2; life++)
        {
            _disk.Name(null, "segment-00000077.seg", new MemoryFile());
            _disk.Files["segment-00000077.seg"].Replace([.. original]);
            using var again = new Manual(_disk, Options);
            Assert.AreEqual(FindingKind.ForeignSegment, again.Log.Recovered.Findings.Single().Kind);
            Assert.HasCount(records, again.ReadAll());
            CollectionAssert.AreEqual(original, _disk.Files[$"segment-00000077.seg.{life}.aside"].Kept);
        }
    }

    [TestMethod]
    public void A_copy_is_told_from_the_original_whichever_name_comes_first()
    {
        var records = Write(opened => opened.Fill(Lane.Data, segments: 3));
        var (name, copy) = (Places()[^1].File, "segment-00000000.seg");
        var original = _disk.Files[name].Seen;
        _disk.Name(null, copy, new MemoryFile());
        _disk.Files[copy].Replace([.. original]);
        using var again = new Manual(_disk, Options);
        Assert.HasCount(records, again.ReadAll());
        Assert.IsTrue(_disk.Files.ContainsKey(name) && !_disk.Files.ContainsKey(copy));
    }

    [TestMethod]
    public void The_journal_is_the_one_of_which_there_is_most()
    {
        var other = new MemoryDisk();
        using (var opened = new Manual(other, Options)) opened.Fill(Lane.Data, segments: 2);
        var records = Write(opened => opened.Fill(Lane.Data, segments: 4));
        var number = 80;
        foreach (var file in other.Files.Values)
        {
            var name = Layout.Name(number++);
            _disk.Name(null, name, new MemoryFile());
            _disk.Files[name].Replace([.. file.Seen]);
        }

        using var again = new Manual(_disk, Options);
        Assert.HasCount(records, again.ReadAll());
        Assert.IsTrue(again.Log.Recovered.Findings.All(f => f.Kind == FindingKind.ForeignSegment));
    }

    [TestMethod]
    public void Spare_files_are_used_and_those_of_another_size_are_made_anew()
    {
        Write(opened => opened.Fill(Lane.Data, segments: 2));
        var spare = Names().Single(n => State(n) == SegmentState.Spare);
        Change(spare, bytes => bytes[..(SegmentBytes / 2)]);
        Write(opened => opened.Fill(Lane.Data, segments: 4));
        Assert.AreEqual(SegmentBytes, _disk.Files[spare].Seen.Length);
        Assert.AreNotEqual(SegmentState.Spare, State(spare), "the file made anew was not used");
    }

    [TestMethod]
    public void Age_is_counted_in_all_lives_together()
    {
        var options = Options with { DataAge = TimeSpan.FromHours(3) };
        for (var life = 0; life < 3; life++)
        {
            using var opened = new Manual(_disk, options);
            if (life == 0) opened.Fill(Lane.Data, segments: 3);
            Assert.AreEqual(0, opened.Log.Start(Lane.Data));
            opened.Time.Advance(TimeSpan.FromMinutes(59));
            opened.Append(Lane.Event, Payload(life));
        }

        using var last = new Manual(_disk, options);
        Assert.AreEqual(0, last.Log.Start(Lane.Data));
        last.Time.Advance(TimeSpan.FromMinutes(59));
        last.Append(Lane.Event, Payload(9));
        Assert.IsGreaterThan(0, last.Log.Start(Lane.Data));
    }

    [TestMethod]
    public void A_time_is_found_in_sealed_segments_and_in_the_newest_after_a_start()
    {
        var begin = 0L;
        var records = Write(opened =>
        {
            begin = opened.Time.GetUtcNow().ToUnixTimeMilliseconds();
            return opened.Fill(Lane.Data, segments: 3, each: TimeSpan.FromMinutes(1));
        });
        using var again = new Manual(_disk, Options);
        for (var sequence = 0; sequence < records; sequence++)
            Assert.AreEqual(sequence, again.Log.Seek(Lane.Data, begin + sequence * 60_000L));
        Assert.AreEqual(records, again.Log.Seek(Lane.Data, begin + records * 60_000L));
    }

    [TestMethod]
    public void What_is_acknowledged_is_not_given_again_though_its_segment_is_gone()
    {
        var records = Write(opened =>
        {
            var written = opened.Fill(Lane.Data, segments: 3);
            opened.Append(Lane.Event, Payload(0));
            opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, written);
            opened.Append(Lane.Event, Payload(1));
            return written;
        });
        _disk.Files.Remove(Places().Last(p => p.Lane == Lane.Data).File);
        using var again = new Manual(_disk, Options);
        Assert.AreEqual(records, again.Append(Lane.Data, Payload(0)).Sequence);
    }

    [TestMethod]
    public void Acknowledgements_out_of_the_other_lane_count()
    {
        Write(opened =>
        {
            opened.Append(Lane.Event, Payload(0));
            opened.Fill(Lane.Data, segments: 2);
            opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, 7);
            return opened.Append(Lane.Event, Payload(1)).Sequence;
        });
        using var again = new Manual(_disk, Options);
        Assert.AreEqual(7, again.Log.OpenCursor("city").Floor(Lane.Data));
    }

    [TestMethod]
    public void A_state_put_again_as_it_was_is_not_written_again()
    {
        using var opened = new Manual(_disk, Options);
        opened.Log.PutState("rules", Payload(1));
        opened.Commit();
        var control = opened.Log.Wear.Bytes(WearCause.Control);
        opened.Commit();
        var empty = opened.Log.Wear.Bytes(WearCause.Control) - control;
        opened.Log.PutState("rules", Payload(1));
        opened.Commit();
        Assert.AreEqual(control + 2 * empty, opened.Log.Wear.Bytes(WearCause.Control));
        opened.Log.PutState("rules", Payload(2));
        opened.Commit();
        Assert.IsGreaterThan(control + 3 * empty, opened.Log.Wear.Bytes(WearCause.Control));
    }

    [TestMethod]
    public void A_snapshot_that_is_hurt_is_named_and_an_older_one_taken()
    {
        Write(opened =>
        {
            _ = opened.Log.OpenCursor("city");
            for (var i = 0; i < 5; i++) opened.Append(Lane.Data, Payload(i));
            opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, 3);
            opened.Fill(Lane.Data, segments: 3);
            return opened.Append(Lane.Data, Payload(0)).Sequence;
        });
        var name = Places()[^1].File;
        Change(name, bytes => bytes[Layout.DataOffset + RecordFormat.HeaderBytes] ^= 1);
        using var again = new Manual(_disk, Options);
        CollectionAssert.Contains(again.Log.Recovered.Findings.Select(f => (f.Kind, f.File)).ToList(), (FindingKind.DamagedControl, name));
        Assert.AreEqual(3, again.Log.OpenCursor("city").Floor(Lane.Data));
    }

    [TestMethod]
    public void After_an_error_what_the_medium_has_lost_in_the_middle_and_at_the_end_is_named_to_the_record()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        for (var i = 0; i < 12; i++) opened.Append(Lane.Data, Payload(i));
        var places = Places();
        var kept = _disk.Files[places[0].File].Kept;
        kept.AsSpan(places[4].Offset, RecordBytes).Clear();
        kept.AsSpan(places[10].Offset, SegmentBytes - SegmentBlock.Sector - places[10].Offset).Clear();
        var failing = true;
        _disk.Before = (call, _) => { if (call == DiskCall.Sync && failing) throw new StorageException(StorageFault.Io, "EIO"); };
        opened.Append(Lane.Data, Payload(99));
        failing = false;
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        opened.Commit();
        CollectionAssert.AreEqual(
            new[] { (4L, 5L, (long)places[4].Offset, (long)RecordBytes), (10L, 12L, places[10].Offset, places[11].Offset + RecordBytes - places[10].Offset) },
            observer.Lost.Select(f => (f.From, f.To, f.Offset, f.Bytes)).ToArray());
        Assert.IsTrue(observer.Lost.TrueForAll(f => f.Kind == FindingKind.LostAfterError));
        Assert.AreEqual(12, opened.Append(Lane.Data, Payload(12)).Sequence);
    }

    private T Write<T>(Func<Manual, T> work)
    {
        using var opened = new Manual(_disk, Options);
        return work(opened);
    }

    private void Write(Action<Manual> work) => Write(opened => { work(opened); return 0; });

    private IEnumerable<string> Names() => _disk.Files.Keys.Where(name => Layout.TrySlot(name, out _));

    private SegmentState State(string name) => SegmentBlock.TryRead(_disk.Files[name].Seen, out var block) ? block.State : 0;

    /// <summary>The newest file of data and where its records end.</summary>
    private (string Name, int End) Tail()
    {
        var last = Places()[^1];
        return (last.File, last.Offset + last.Size);
    }

    /// <summary>Every data record, lane by lane in order.</summary>
    private List<(string File, Lane Lane, long Sequence, int Offset, int Size)> Places()
    {
        var places = new List<(string File, Lane Lane, long Sequence, int Offset, int Size)>();
        foreach (var (name, file) in _disk.Files)
        {
            if (!Layout.TrySlot(name, out _) || !SegmentBlock.TryRead(file.Seen, out var block) || block.State == SegmentState.Spare) continue;
            var (salt, next) = (Salt.Of(block.JournalId, block.SegmentId, block.Nonce), block.FirstSequence);
            for (var at = Layout.DataOffset; SegmentScan.IsIntact(file.Seen.AsSpan(0, SegmentBytes), at, salt, next, out var header, out var sequence); at += header.Size)
            {
                if (header.Kind != RecordKind.Data) continue;
                places.Add((name, block.Lane, sequence, at, header.Size));
                next = sequence + 1;
            }
        }

        return [.. places.OrderByDescending(p => p.Lane).ThenBy(p => p.Sequence)];
    }

    private void Change(string name, Action<byte[]> change) => Change(name, bytes => { change(bytes); return bytes; });

    private void Change(string name, Func<byte[], byte[]> change) => _disk.Files[name].Replace(change([.. _disk.Files[name].Seen]));

    private static byte[] Payload(int i) => Manual.Payload(i, PayloadBytes);
}
