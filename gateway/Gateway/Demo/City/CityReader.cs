using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo.City;

/// <summary>Reads what the gateway publishes under <c>city/{site}/{node}/{lane}</c>. One thread at a time.</summary>
internal sealed class CityReader(TimeProvider time)
{
    // A node keeps a pack within 1,024 bytes of CBOR; the gateway's JSON of it is larger, and its own events say why in words.
    private readonly PackDecoder _decoder = new(DecoderOptions.Contract with { MaxBytes = 16 * 1024, MaxText = 256 });

    /// <summary>The pack read last.</summary>
    public Pack Pack { get; } = new();

    /// <summary>The pack's name and how many readings it holds; false when it is none of the feed's.</summary>
    public bool TryRead(string topic, ReadOnlySpan<byte> payload, out PackKey key, out int readings)
    {
        key = default;
        readings = 0;
        var level = topic.Split('/');
        if (level.Length != 4 || !_decoder.TryDecode(payload, time.GetUtcNow().ToUnixTimeMilliseconds(), Pack, out _)) return false;
        key = new PackKey(level[1], level[2], Pack.Boot, Pack.Seq);
        readings = Pack.Count;
        return true;
    }

    /// <summary>The text of the first reading of that channel in the pack read last, or null.</summary>
    public string? Text(string channel)
    {
        foreach (ref readonly var reading in Pack.Readings)
        {
            if (reading.Channel == channel) return reading.Text;
        }

        return null;
    }
}
