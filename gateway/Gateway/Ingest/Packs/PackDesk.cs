using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>What it takes to turn one payload into one record: decoder, pack and room for the record, used again and again.</summary>
internal sealed class PackDesk
{
    public PackDecoder Decoder { get; } = new();

    public Pack Pack { get; } = new();

    public byte[] Record { get; } = new byte[PackRecord.MaxBytes];
}
