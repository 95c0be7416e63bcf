using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo.City;

/// <summary>Reads what the gateway publishes under <c>city/{site}/{node}/{lane}</c>. One thread at a time.</summary>
internal sealed class CityReader(TimeProvider time)
{
    // A node keeps a pack within 1,024 bytes of CBOR; the gateway's JSON of it is larger.
    private readonly PackDecoder _decoder = new(DecoderOptions.Contract with { MaxBytes = 16 * 1024 });
    private readonly Pack _pack = new();

    /// <summary>The pack's name and how many readings it holds; false when it is none of the feed's.</summary>
    public bool TryRead(string topic, ReadOnlySpan<byte> payload, out PackKey key, out int readings)
    {
        key = default;
        readings = 0;
        var level = topic.Split('/');
        if (level.Length != 4 || !_decoder.TryDecode(payload, time.GetUtcNow().ToUnixTimeMilliseconds(), _pack, out _)) return false;
        key = new PackKey(level[1], level[2], _pack.Boot, _pack.Seq);
        readings = _pack.Count;
        return true;
    }
}
