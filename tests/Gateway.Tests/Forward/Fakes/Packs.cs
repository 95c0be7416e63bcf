using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>Packs as the ingest writes them into the journal.</summary>
internal static class Packs
{
    public const int ReadingsEach = 3;

    public static Pack Make(string node, uint seq, long timeMs, uint boot = 1, bool isEvent = false, int readings = ReadingsEach)
    {
        var pack = new Pack { Site = "site", Node = node, BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = boot, Seq = seq, ReceivedMs = timeMs, IsEvent = isEvent };
        for (var i = 0; i < readings; i++)
        {
            ref var reading = ref pack.Add();
            reading = new Reading { Channel = "t", Kind = ReadingKind.Number, Number = 20 + i, TimeMs = timeMs, Quality = Quality.Good };
        }

        return pack;
    }

    public static byte[] Encode(Pack pack)
    {
        var bytes = new byte[PackRecord.MaxBytes];
        Assert.IsTrue(PackRecord.TryWrite(pack, bytes, out var written));
        return bytes[..written];
    }

    public static void Append(this MemoryJournal journal, Pack pack)
    {
        var appended = journal.AppendAsync(pack.IsEvent ? Lane.Event : Lane.Data, PackRecord.RecordType, Encode(pack));
        Assert.IsTrue(appended.IsCompletedSuccessfully);
    }
}
