using System.Buffers;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward;

/// <summary>Writes packs as SenML for sinks that send one message a pack.</summary>
internal sealed class SenmlPayload(SenmlForm form) : IDisposable
{
    private readonly SenmlJsonWriter _json = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(PackRecord.MaxBytes);

    public string ContentType => form == SenmlForm.Json ? "application/senml+json" : "application/senml+cbor";

    /// <summary>An array of its own: a message is kept until its acknowledgement, long after the next is built.</summary>
    public byte[] Write(Pack pack)
    {
        _buffer.ResetWrittenCount();
        if (form == SenmlForm.Json)
        {
            _json.Write(pack, _buffer);
            return _buffer.WrittenSpan.ToArray();
        }

        for (var bytes = PackRecord.MaxBytes; ; bytes *= 2)
        {
            var target = _buffer.GetSpan(bytes);
            if (SenmlCborWriter.TryWrite(pack, target, out var written)) return target[..written].ToArray();
        }
    }

    public void Dispose() => _json.Dispose();
}
