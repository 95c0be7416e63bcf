using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Decodes a pack, CBOR or JSON as its first byte says. Any bytes in: a pack or a <see cref="DecodeError"/>; no exception
/// is raised even inside, and nothing is allocated but strings not met before. Not thread-safe: one a connection or lane.
/// </summary>
public sealed class PackDecoder
{
    private readonly DecoderOptions _options;
    private readonly PackAssembler _assembler;

    public PackDecoder(DecoderOptions? options = null, StringCache? strings = null)
    {
        _options = options ?? DecoderOptions.Contract;
        _assembler = new PackAssembler(_options, strings ?? new StringCache());
    }

    /// <summary>True when the payload decoded last said its boot and seq, even if it was malformed further on.</summary>
    public bool Named => _assembler.Named;

    /// <summary>
    /// Fills <paramref name="pack"/> (readings, base name, boot, seq, basis, time of arrival; site, node and lane are the
    /// caller's, from the topic). When false the pack's contents mean nothing, but for boot and seq if <see cref="Named"/>.
    /// </summary>
    /// <param name="bytes">The payload.</param>
    /// <param name="receivedMs">Unix milliseconds of arrival; relative times count from it.</param>
    /// <param name="pack">Reused.</param>
    /// <param name="error">What is wrong and where.</param>
    public bool TryDecode(ReadOnlySpan<byte> bytes, long receivedMs, Pack pack, out DecodeError error)
    {
        error = default;
        _assembler.BeginPack(pack, receivedMs);
        if (bytes.IsEmpty) return Fail("pack is empty", 0, out error);
        if (bytes.Length > _options.MaxBytes) return Fail("pack is too large", _options.MaxBytes, out error);

        int offset = 0;
        string? reason = bytes[0] switch
        {
            (byte)'[' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' => JsonRecords.Read(bytes, _options, _assembler, out offset),
            >= 0x80 and <= 0x9f => CborRecords.Read(bytes, _options, _assembler, out offset),
            _ => "neither a CBOR array nor a JSON array",
        };
        return reason == null || Fail(reason, offset, out error);
    }

    private static bool Fail(string reason, int offset, out DecodeError error)
    {
        error = new DecodeError(offset, reason);
        return false;
    }
}
