using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>A bound in age holds for what is written slowly too: the segment in use is ended when it is that old.</summary>
[TestClass]
public sealed class AgeTests
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = 4096,
        MaxRecordBytes = 512,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
        DataAge = Age,
    };

    private readonly MemoryDisk _disk = new();

    [TestMethod]
    public void The_segment_in_use_is_ended_at_its_age_and_goes_when_it_is_that_old_again()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        opened.Append(Lane.Data, Manual.Payload(0));
        Pass(opened, 2 * Age);
        Assert.AreEqual(1, opened.Segments(Lane.Data));
        opened.Append(Lane.Data, Manual.Payload(1));
        Assert.AreEqual(2, opened.Segments(Lane.Data));
        Assert.IsEmpty(observer.Evictions);
        Pass(opened, 2 * Age);
        Assert.AreEqual(new { Lane = Lane.Data, From = 0L, To = 1L, Cause = EvictionCause.Age }, observer.Evictions.Select(e => new { e.Lane, e.From, e.To, e.Cause }).Single());
        Assert.AreEqual(1, opened.ReadAll().Keys.Single());
    }

    [TestMethod]
    public void A_segment_is_as_old_as_itself_and_not_as_the_journal()
    {
        using var opened = new Manual(_disk, Options);
        opened.Commit();
        Pass(opened, 10 * Age);
        opened.Fill(Lane.Data, 2);
        for (var i = 0; i < 10; i++)
        {
            opened.Append(Lane.Data, Manual.Payload(i));
            opened.Time.Advance(Age / 10);
        }

        Assert.AreEqual(2, opened.Segments(Lane.Data));
    }

    [TestMethod]
    public void Events_have_an_age_of_their_own()
    {
        using var opened = new Manual(_disk, Options with { EventAge = Age, DataAge = null });
        opened.Fill(Lane.Event, 2);
        opened.Fill(Lane.Data, 2);
        opened.Time.Advance(2 * Age);
        opened.Append(Lane.Data, Manual.Payload(0));
        Assert.IsGreaterThan(0, opened.Log.Start(Lane.Event));
        Assert.AreEqual(0, opened.Log.Start(Lane.Data));
    }

    [TestMethod]
    public void A_segment_without_records_has_no_age()
    {
        using var opened = new Manual(_disk, Options);
        opened.Log.OpenCursor("city");
        opened.Commit();
        var begun = opened.Log.Summaries().Single().Id;
        for (var i = 0; i < 5; i++)
        {
            opened.Time.Advance(2 * Age);
            opened.Commit();
        }

        Assert.AreEqual(begun, opened.Log.Summaries().Single().Id);
    }

    private static void Pass(Manual opened, TimeSpan time)
    {
        opened.Time.Advance(time);
        opened.Append(Lane.Event, Manual.Payload(0));
    }
}
