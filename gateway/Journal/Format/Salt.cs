namespace SmartCity.Journal;

/// <summary>
/// What makes the records of one segment its own: the checksum's seed and the mask over the header. Drawn from the
/// journal's identity, the segment's number and a random number of its own, so that neither a former life of the file,
/// nor one that never came to be, nor a payload that looks like a record is ever taken for one.
/// </summary>
internal readonly record struct Salt(ulong Mask, uint Seed)
{
    public static Salt Of(ulong journalId, long segmentId, ulong nonce)
    {
        var first = Mix(journalId ^ Mix((ulong)segmentId ^ Mix(nonce)));
        return new Salt(first, (uint)Mix(first));
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
