using System.Text;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Strings for UTF-8 bytes already checked, kept in a table of fixed size where a newcomer takes the place of what stood
/// there: channel names cost no allocation once seen, and a sender of endless new names cannot make the table grow.
/// </summary>
public sealed class StringCache
{
    private const int MaxLength = 64;
    private readonly (byte[] Bytes, string Text)[] _slots;

    /// <param name="capacity">Strings kept; rounded up to a power of two.</param>
    public StringCache(int capacity = 2048)
    {
        _slots = new (byte[], string)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    /// <summary>The string of valid UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > MaxLength) return Encoding.UTF8.GetString(utf8);

        // FNV-1a, 32 bits.
        uint hash = 2166136261;
        foreach (byte b in utf8) hash = (hash ^ b) * 16777619;
        ref var slot = ref _slots[(hash ^ (hash >> 15)) & (uint)(_slots.Length - 1)];
        if (slot.Bytes != null && utf8.SequenceEqual(slot.Bytes)) return slot.Text;
        slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }
}
