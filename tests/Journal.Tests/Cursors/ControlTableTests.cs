using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Journal.Tests.Cursors;

/// <summary>What cursors and states may take, and what of their changes is written.</summary>
[TestClass]
public sealed class ControlTableTests
{
    private const int SegmentBytes = 4096, StateBytes = SegmentBytes / JournalDefaults.StateShare;

    private readonly ControlTable _table = new(static _ => 100, SegmentBytes);
    private readonly DraftBuffer _drafts = new();
    private int _changes;

    public ControlTableTests() => _table.Changed = () => _changes++;

    [TestMethod]
    public void Every_change_asks_for_a_commit_once_and_what_changes_nothing_does_not()
    {
        var cursor = _table.Open("city");
        Assert.AreSame(cursor, _table.Open("city"));
        Assert.AreEqual(1, _changes);
        cursor.Acknowledge(Lane.Data, 0, 3);
        cursor.Acknowledge(Lane.Data, 1, 2);
        cursor.Acknowledge(Lane.Data, 5, 5);
        Assert.AreEqual(2, _changes);
        _table.PutState("rules", [1], 10);
        _table.PutState("rules", [1], 10);
        Assert.AreEqual(3, _changes);
        _table.Remove("city");
        _table.Remove("city");
        cursor.Acknowledge(Lane.Data, 0, 50);
        Assert.AreEqual(4, _changes);
        Assert.IsTrue(_table.HasPending);
        _table.DraftPending(_drafts);
        Assert.IsFalse(_table.HasPending);
        _table.Repeat();
        Assert.IsTrue(_table.HasPending);
    }

    [TestMethod]
    public void A_cursor_acknowledges_what_there_is()
    {
        var cursor = _table.Open("city");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.Acknowledge(Lane.Data, -1, 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.Acknowledge(Lane.Data, 0, 101));
        cursor.Acknowledge(Lane.Data, 0, 100);
        Assert.AreEqual(100, cursor.Floor(Lane.Data));
    }

    [TestMethod]
    public void A_name_has_one_byte_to_255()
    {
        foreach (var name in new[] { "", new string('x', 256), new string('ü', 128) })
        {
            Assert.Throws<ArgumentException>(() => _table.Open(name));
            Assert.Throws<ArgumentException>(() => _table.PutState(name, [1], 10));
        }

        _table.PutState(new string('x', 255), [1], 10);
        new ControlTable(static _ => 0, 1 << 20).Open(new string('ü', 127) + "x");
    }

    [TestMethod]
    public void Cursors_take_a_sixteenth_of_a_segment_and_not_a_byte_more()
    {
        // Two records of 64 bytes each: 18 of header, 10 and the name, 16 for a range.
        _table.Open(new string('a', 20));
        _table.Open(new string('b', 20));
        Assert.ThrowsExactly<InvalidOperationException>(() => _table.Open("c"));
        CollectionAssert.DoesNotContain(_table.CursorNames.ToList(), "c");
        _table.Remove(new string('b', 20));
        Assert.ThrowsExactly<InvalidOperationException>(() => _table.Open(new string('b', 21)));
        _table.Open("c");
    }

    [TestMethod]
    public void States_take_an_eighth_of_a_segment_with_their_names_and_not_a_byte_more()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _table.PutState("a", new byte[11], 10));
        _table.PutState("aa", new byte[198], SegmentBytes);
        _table.PutState("bb", new byte[198], SegmentBytes);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _table.PutState("cc", new byte[StateBytes - 400 - 1], SegmentBytes));
        Assert.IsNull(_table.GetState("cc"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _table.PutState("aa", new byte[StateBytes - 202 + 1], SegmentBytes));
        _table.PutState("aa", new byte[StateBytes - 202], SegmentBytes);
    }

    [TestMethod]
    public void A_start_counts_the_bytes_of_states_as_they_were_counted()
    {
        foreach (var bytes in new[] { 100, 300, 200 })
            _table.Apply(new ControlRecord(RecordKind.State, false, 1, Lane.Data, "state", new byte[bytes]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _table.PutState("a", new byte[StateBytes - 205], SegmentBytes));
        _table.PutState("a", new byte[StateBytes - 206], SegmentBytes);
    }

    [TestMethod]
    public void Acknowledgements_in_turn_become_one_record_a_cursor_and_lane()
    {
        var cursors = new[] { _table.Open("city"), _table.Open("bus") };
        for (var i = 0; i < 10; i++)
            foreach (var cursor in cursors)
                foreach (var lane in Lanes.All) cursor.Acknowledge(lane, i, i + 1);
        _table.DraftPending(_drafts);
        var records = Drafted();
        Assert.HasCount(4, records);
        foreach (var record in records) Assert.AreEqual((0, 10), ControlFormat.ReadPair(record.Body, 0));
        CollectionAssert.AllItemsAreUnique(records.ConvertAll(r => (r.Name, r.Lane)));
        CollectionAssert.AllItemsAreUnique(records.ConvertAll(r => r.Version));
        _drafts.Clear();
        _table.DraftPending(_drafts);
        Assert.AreEqual(0, _drafts.Used);
    }

    [TestMethod]
    public void What_a_new_cursor_of_the_name_acknowledges_stands_behind_the_removal_of_the_old()
    {
        _table.Open("city").Acknowledge(Lane.Data, 0, 50);
        _table.Remove("city");
        _table.Open("city").Acknowledge(Lane.Data, 0, 5);
        _table.DraftPending(_drafts);
        var again = new ControlTable(static _ => 100, SegmentBytes);
        foreach (var record in Drafted()) again.Apply(record);
        Assert.AreEqual(5, again.Open("city").Floor(Lane.Data));
    }

    [TestMethod]
    public void Two_changes_become_one_only_where_they_touch_and_are_of_a_kind()
    {
        var op = ControlOp.Acknowledged("city", Lane.Data, 5, 9);
        foreach (var (from, to, joined) in new[] { (0, 5, (0L, 9L)), (9, 12, (5L, 12L)), (6, 8, (5L, 9L)) })
        {
            Assert.IsTrue(op.TryJoin(ControlOp.Acknowledged("city", Lane.Data, from, to), out var one));
            Assert.AreEqual(joined, (one.From, one.To));
        }

        foreach (var other in new[] { ControlOp.Acknowledged("city", Lane.Data, 0, 4), ControlOp.Acknowledged("city", Lane.Data, 10, 12), ControlOp.Acknowledged("city", Lane.Event, 5, 9), ControlOp.Acknowledged("bus", Lane.Data, 5, 9), op with { Kind = RecordKind.LaneStart } })
        {
            Assert.IsFalse(op.TryJoin(other, out _), other.ToString());
            Assert.IsFalse(other.TryJoin(op, out _), other.ToString());
        }

        Assert.IsFalse(ControlOp.LaneStart(Lane.Data, 5).TryJoin(ControlOp.LaneStart(Lane.Data, 5), out _));
    }

    [TestMethod]
    [DataRow(1, 8)]
    [DataRow(2, 4)]
    public void A_snapshot_has_room_for_so_many_ranges_a_cursor(int cursors, int ranges)
    {
        for (var c = 0; c < cursors; c++)
            for (var i = 0; i < 20; i++) _table.Open($"{c}").Acknowledge(Lane.Data, 3 * i, 3 * i + 1);
        _table.DraftSnapshot(_drafts);
        var kept = Drafted().FindAll(r => r is { Kind: RecordKind.Acknowledged, Lane: Lane.Data });
        Assert.HasCount(cursors, kept);
        foreach (var record in kept) Assert.AreEqual(ranges, record.Pairs);
        Assert.IsFalse(_table.HasPending);
    }

    [TestMethod]
    public void What_is_lost_waits_for_nobody_and_that_is_written()
    {
        var cursor = _table.Open("city");
        _table.DraftPending(_drafts);
        _drafts.Clear();
        _table.Forget(Lane.Data, 10, 20);
        Assert.AreEqual(90, cursor.Backlog(Lane.Data));
        _table.DraftPending(_drafts);
        Assert.AreEqual((10, 20), ControlFormat.ReadPair(Drafted().Single().Body, 0));
        CollectionAssert.AreEqual(new List<(string, long, long)> { ("city", 5, 10), ("city", 20, 25) }, _table.Unacknowledged(Lane.Data, 5, 25));
    }

    [TestMethod]
    public void A_lane_s_start_is_the_least_floor_of_every_cursor()
    {
        var old = _table.Open("city");
        _table.RaiseStart(Lane.Data, 40);
        Assert.AreEqual(40, old.Floor(Lane.Data));
        Assert.AreEqual(40, _table.Open("bus").Floor(Lane.Data));
        _table.DraftPending(_drafts);
        CollectionAssert.Contains(Drafted().ConvertAll(r => (r.Kind, r.Name, r.Lane)), (RecordKind.Acknowledged, "bus", Lane.Event));
        var again = new ControlTable(static _ => 100, SegmentBytes);
        again.Open("city");
        again.SetStart(Lane.Data, 40);
        Assert.AreEqual(40, again.Open("city").Floor(Lane.Data));
    }

    private List<ControlRecord> Drafted()
    {
        var records = new List<ControlRecord>();
        for (var at = 0; at < _drafts.Used;)
        {
            var header = RecordFormat.ReadDraft(_drafts.Drafts[at..]);
            Assert.IsTrue(ControlFormat.TryRead(header, _drafts.Drafts.Slice(at + RecordFormat.HeaderBytes, header.Length), out var record));
            records.Add(record);
            at += header.Size;
        }

        return records;
    }
}
