using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>Turns a journal record back into a pack. One a runner: the texts it has seen are kept between packs.</summary>
internal sealed class PackReader
{
    private readonly StringCache _strings = new();

    /// <summary>Fills <paramref name="pack"/> and returns null, or says why it cannot.</summary>
    public string? Read(in RecordView record, Pack pack)
    {
        if (record.Type != PackRecord.RecordType) return $"a record of type {record.Type} is not a pack";
        return PackRecord.TryRead(record.Payload.Span, pack, _strings, out var error) ? null : $"unreadable pack: {error}";
    }
}
