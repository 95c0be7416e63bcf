using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>Events past their bound outlive telemetry, down to the least it needs; past both bounds the oldest events go.</summary>
[TestClass]
public sealed class EventRoomTests
{
    private const int SegmentBytes = 4096, DataSegments = 4, EventSegments = 2, LeastTelemetry = 2;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 512,
        DataBytes = DataSegments * SegmentBytes,
        EventBytes = EventSegments * SegmentBytes,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();
    private readonly LossRecorder _observer = new();

    [TestMethod]
    public void Events_within_their_bound_take_nothing_of_telemetry_and_stay_though_they_are_acknowledged()
    {
        using var opened = new Manual(_disk, Options, _observer);
        for (var i = 0; i < 4 * SegmentBytes / 100; i++) opened.Append(Lane.Data, Manual.Payload(i));
        var start = opened.Log.Start(Lane.Data);
        var cursor = opened.Log.OpenCursor("city");
        cursor.Acknowledge(Lane.Event, 0, opened.Fill(Lane.Event, EventSegments));
        opened.Append(Lane.Event, Manual.Payload(1));
        Assert.AreEqual(0, opened.Log.Start(Lane.Event));
        Assert.AreEqual(start, opened.Log.Start(Lane.Data));
    }

    [TestMethod]
    public void Past_it_they_take_the_room_of_telemetry_down_to_its_least_and_then_their_own_oldest()
    {
        using var opened = new Manual(_disk, Options, _observer);
        for (var i = 0; i < 4 * SegmentBytes / 100; i++) opened.Append(Lane.Data, Manual.Payload(i));
        _observer.Evictions.Clear();
        for (var i = 0; i < 300; i++)
        {
            opened.Append(Lane.Event, Manual.Payload(i));
            Assert.IsLessThanOrEqualTo(DataSegments + EventSegments, opened.Segments(Lane.Data) + opened.Segments(Lane.Event));
        }

        Assert.AreEqual(LeastTelemetry, opened.Segments(Lane.Data));
        Assert.AreEqual(DataSegments + EventSegments - LeastTelemetry - 1, opened.Segments(Lane.Event));
        Assert.AreEqual(Lane.Data, _observer.Evictions[0].Lane);
        Assert.AreEqual(opened.Log.Start(Lane.Event), _observer.Evictions.Where(e => e.Lane == Lane.Event).Sum(e => e.To - e.From));
        Assert.IsTrue(_observer.Evictions.TrueForAll(e => e.Cause == EvictionCause.Bytes));
    }

    [TestMethod]
    public void Events_that_everybody_has_go_before_telemetry_and_need_no_telling()
    {
        using var opened = new Manual(_disk, Options, _observer);
        for (var i = 0; i < 4 * SegmentBytes / 100; i++) opened.Append(Lane.Data, Manual.Payload(i));
        _observer.Evictions.Clear();
        var start = opened.Log.Start(Lane.Data);
        var cursor = opened.Log.OpenCursor("city");
        for (var i = 0; i < 300; i++)
        {
            cursor.Acknowledge(Lane.Event, 0, opened.Append(Lane.Event, Manual.Payload(i)).Sequence + 1);
            Assert.IsLessThanOrEqualTo(EventSegments + 1, opened.Segments(Lane.Event));
        }

        Assert.IsEmpty(_observer.Evictions);
        Assert.AreEqual(start, opened.Log.Start(Lane.Data));
        Assert.IsGreaterThan(200, opened.Log.Start(Lane.Event));
    }
}
