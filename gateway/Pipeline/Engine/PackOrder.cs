using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Engine;

/// <summary>The readings of a pack in the order of their time, and of their place where times are equal.</summary>
internal sealed class PackOrder
{
    private int[] _order = new int[128];

    /// <summary>Indices in order; valid until the next call.</summary>
    public ReadOnlySpan<int> Sort(Pack pack)
    {
        if (_order.Length < pack.Count) _order = new int[pack.Count];
        var readings = pack.Readings;
        for (int i = 0; i < readings.Length; i++)
        {
            // Packs come nearly sorted, where insertion costs one comparison a reading.
            int at = i;
            long time = readings[i].TimeMs;
            for (; at > 0 && readings[_order[at - 1]].TimeMs > time; at--) _order[at] = _order[at - 1];
            _order[at] = i;
        }

        return _order.AsSpan(0, readings.Length);
    }
}
