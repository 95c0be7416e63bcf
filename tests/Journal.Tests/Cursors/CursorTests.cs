using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Cursors;

/// <summary>Cursors over restarts, and what an eviction says of them.</summary>
[TestClass]
public sealed class CursorTests
{
    private static readonly JournalOptions Options = new() { SegmentBytes = 4096, MaxRecordBytes = 512, DataBytes = 3 * 4096, EventReserveBytes = 0, Linger = TimeSpan.Zero };

    private readonly MemoryDisk _disk = new();

    [TestMethod]
    public void A_cursor_without_acknowledgements_is_remembered_and_one_removed_is_not()
    {
        using (var opened = new Manual(_disk, Options))
        {
            opened.Append(Lane.Data, Manual.Payload(0));
            opened.Log.OpenCursor("city");
            opened.Log.OpenCursor("bus").Acknowledge(Lane.Data, 0, 1);
            opened.Commit();
        }

        using (var again = new Manual(_disk, Options))
        {
            CollectionAssert.AreEquivalent(new List<string> { "city", "bus" }, again.Log.CursorNames.ToList());
            var removed = again.Log.OpenCursor("bus");
            again.Log.RemoveCursor("bus");
            again.Append(Lane.Data, Manual.Payload(1));
            removed.Acknowledge(Lane.Data, 1, 2);
            again.Commit();
        }

        using var third = new Manual(_disk, Options);
        Assert.AreEqual("city", third.Log.CursorNames.Single());
    }

    [TestMethod]
    public void More_ranges_than_a_record_holds_come_back_from_a_snapshot()
    {
        var options = Options with { SegmentBytes = 1 << 20, DataBytes = 8 << 20 };
        using (var opened = new Manual(_disk, options))
        {
            for (var i = 0; i < 1200; i++) _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(i)).AsTask();
            opened.Log.Pump();
            var cursor = opened.Log.OpenCursor("city");
            for (var i = 0; i < 600; i++) cursor.Acknowledge(Lane.Data, 2 * i, 2 * i + 1);
            opened.Append(Lane.Event, Manual.Payload(0));
        }

        using var again = new Manual(_disk, options);
        Assert.AreEqual(600, again.Log.OpenCursor("city").Backlog(Lane.Data));
    }

    [TestMethod]
    public void An_eviction_says_what_each_cursor_had_yet_to_acknowledge_and_the_floor_follows_over_a_start()
    {
        var observer = new LossRecorder();
        using (var opened = new Manual(_disk, Options, observer))
        {
            var cursor = opened.Log.OpenCursor("city");
            opened.Fill(Lane.Data, 2);
            cursor.Acknowledge(Lane.Data, 0, 3);
            for (var i = 0; i < 100 && observer.Evictions.Count == 0; i++) opened.Append(Lane.Data, Manual.Payload(i));
            var eviction = observer.Evictions.Single();
            Assert.AreEqual(("city", 3L, eviction.To), eviction.Unacknowledged.Single());
            Assert.AreEqual(opened.Log.End(Lane.Data) - eviction.To, cursor.Backlog(Lane.Data));
        }

        using var again = new Manual(_disk, Options);
        Assert.AreEqual(again.Log.Start(Lane.Data), again.Log.OpenCursor("city").Floor(Lane.Data));
    }
}
