using System.Globalization;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Turns a journal record back into what it was, but for the readings that filters keep back and times that were repaired since. One a runner: the texts it has seen are kept between records. A loss and
/// windows become packs of the gateway, whose boot is the journal's identity (from 2^31 on, where no boot counter comes)
/// and whose seq is the record's place in it: unique, and the same however often it is sent.
/// </summary>
internal sealed class RecordOpener(string journalId, Action<Pack>? repair = null)
{
    private const uint LossBoot = 0x8000_0000;
    private const uint WindowBoot = 0xC000_0000;
    private const uint JournalBits = 0x3FFF_FFFF;

    private readonly StringCache _strings = new();
    private readonly uint _journal = uint.Parse(journalId.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & JournalBits;

    /// <summary>Fills <paramref name="pack"/> and returns null, or says why it cannot.</summary>
    public string? Open(in RecordView record, Pack pack, out Loss? loss, out WindowSet? windows)
    {
        (loss, windows) = (null, null);
        DecodeError error;
        switch (record.Type)
        {
            case PackRecord.RecordType:
                if (!PackRecord.TryRead(record.Payload.Span, pack, _strings, out error)) return $"unreadable pack: {error}";
                pack.Drop(ReadingFate.Held);
                repair?.Invoke(pack);
                return null;
            case LossRecord.RecordType:
                loss = LossRecord.Read(record.Payload.Span, _strings, out error);
                if (loss is null) return $"unreadable loss: {error}";
                NotePack.Fill(loss, pack);
                (pack.Boot, pack.Seq) = (LossBoot | _journal, (uint)record.Sequence);
                return null;
            case WindowRecord.RecordType:
                windows = WindowRecord.Read(record.Payload.Span, _strings, out error);
                if (windows is null) return $"unreadable windows: {error}";
                NotePack.Fill(windows, pack);
                (pack.Boot, pack.Seq) = (WindowBoot | _journal, (uint)windows.Source);
                return null;
            default:
                return $"a record of type {record.Type} is none that is known";
        }
    }
}
