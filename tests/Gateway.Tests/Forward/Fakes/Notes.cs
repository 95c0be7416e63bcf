using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>Losses and windows as the gateway writes them into the journal.</summary>
internal static class Notes
{
    public static Loss Loss(string node, LossCause cause, params string[] sinks) => new()
    {
        Cause = cause,
        AtMs = 1_772_366_400_000,
        Gateway = "gw",
        Site = "site",
        Node = node,
        Boot = 1,
        Ranges = [new SeqRange(1000, 1009), new SeqRange(1020, 1020)],
        Packs = 11,
        Readings = 33,
        Sinks = sinks,
    };

    public static WindowSet Windows(string node, long source, params string[] sinks) => new()
    {
        Gateway = "gw",
        Site = "site",
        Node = node,
        FromMs = 1_772_366_400_000,
        Seconds = 300,
        Source = source,
        Channels = [new ChannelWindow("t", null, 15, 14, 19.5, 23, 21.25), new ChannelWindow("door", null, 2, 0, 0, 0, 0)],
        Sinks = sinks,
    };

    public static void Append(this MemoryJournal journal, Loss loss)
    {
        var bytes = new byte[LossRecord.MaxBytes];
        Assert.IsTrue(LossRecord.TryWrite(loss, bytes, out var written));
        var appended = journal.AppendAsync(Lane.Event, LossRecord.RecordType, bytes.AsSpan(0, written));
        Assert.IsTrue(appended.IsCompletedSuccessfully);
    }

    public static void Append(this MemoryJournal journal, WindowSet windows)
    {
        var bytes = new byte[WindowRecord.MaxBytes];
        Assert.IsTrue(WindowRecord.TryWrite(windows, bytes, out var written));
        var appended = journal.AppendAsync(Lane.Event, WindowRecord.RecordType, bytes.AsSpan(0, written));
        Assert.IsTrue(appended.IsCompletedSuccessfully);
    }
}

/// <summary>How tests read losses and windows back from SenML JSON.</summary>
internal static class NoteText
{
    /// <summary><c>cause site/node</c> or <c>window site/node</c>.</summary>
    public static string Of(System.Text.Json.JsonElement senml)
    {
        var what = senml[0].GetProperty("n").GetString() == "loss" ? senml[0].GetProperty("vs").GetString() : "window";
        return $"{what} {senml[0].GetProperty("site").GetString()}/{senml[1].GetProperty("vs").GetString()}";
    }
}
