namespace SmartCity.Pipeline.Model;

/// <summary>Where a pack's times come from.</summary>
public enum TimeBasis : byte
{
    /// <summary>The node's synchronised clock.</summary>
    Node = 0,

    /// <summary>Relative to the sending, resolved at arrival.</summary>
    Arrival = 1,

    /// <summary>Never known; readings carry the time of arrival, order is by (boot, seq).</summary>
    Unknown = 2,

    /// <summary>Re-mapped after the gateway's own clock was found wrong.</summary>
    Repaired = 3,
}

/// <summary>Says of a reading whether it stays.</summary>
public delegate bool ReadingTest(in Reading reading);

/// <summary>
/// A pack of readings of one node; <c>(site, node, boot, seq)</c> names it for ever, and with the reading's index each
/// reading. Reusable: <see cref="Clear"/> and fill again.
/// </summary>
public sealed class Pack
{
    private Reading[] _readings = new Reading[16];
    private int[] _indexes = [];
    private bool _picked;

    public string Site { get; set; } = "";

    public string Node { get; set; } = "";

    /// <summary>Base name as sent, <c>urn:dev:mac:…:</c>.</summary>
    public string BaseName { get; set; } = "";

    public uint Boot { get; set; }

    public uint Seq { get; set; }

    public TimeBasis Basis { get; set; }

    /// <summary>Unix milliseconds of arrival at the gateway, by the gateway's clock.</summary>
    public long ReceivedMs { get; set; }

    /// <summary>True when it came on the event topic.</summary>
    public bool IsEvent { get; set; }

    /// <summary>Place in the order in which the gateway's pipeline took its inputs, from 1; 0 when it did not pass one.</summary>
    public long Order { get; set; }

    public int Count { get; private set; }

    public Span<Reading> Readings => _readings.AsSpan(0, Count);

    public void Clear()
    {
        Readings.Clear();
        Count = 0;
        Order = 0;
        _picked = false;
    }

    public ref Reading Add()
    {
        if (Count == _readings.Length) Array.Resize(ref _readings, Count * 2);
        return ref _readings[Count++];
    }

    /// <summary>Index in a reading's key: its position, or the one it had before <see cref="Pick"/>.</summary>
    public int IndexOf(int position) => _picked ? _indexes[position] : position;

    /// <summary>Leaves only the readings that pass, for one receiver; they keep their order and the index of their key. Once between two fillings.</summary>
    public void Pick(ReadingTest stays)
    {
        if (_indexes.Length < Count) _indexes = new int[_readings.Length];
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!stays(_readings[i])) continue;
            _indexes[kept] = i;
            if (kept != i) _readings[kept] = _readings[i];
            kept++;
        }

        Array.Clear(_readings, kept, Count - kept);
        Count = kept;
        _picked = true;
    }

    /// <summary>Takes the readings of that fate out; the others keep their order.</summary>
    public void Drop(ReadingFate fate)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_readings[i].Fate == fate) continue;
            if (kept != i) _readings[kept] = _readings[i];
            kept++;
        }

        Array.Clear(_readings, kept, Count - kept);
        Count = kept;
    }
}
