using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>Nodes that measure the same air or water: readings of one channel that should agree within <paramref name="Tolerance"/> (its unit).</summary>
public sealed record NeighbourGroup(string Site, string Channel, IReadOnlyList<string> Nodes, double Tolerance, double MaxAgeSeconds);

/// <summary>
/// Data fusion in its plainest form: a reading is suspect when it alone disagrees, that is when at least two others are
/// fresh, agree among themselves within the tolerance, and their median is farther away than that.
/// </summary>
public sealed class Neighbours(NeighbourGroup group) : IStateful
{
    private readonly (long TimeMs, double Value)[] _last = Enumerable.Repeat((long.MinValue, double.NaN), group.Nodes.Count).ToArray();
    private readonly double[] _others = new double[group.Nodes.Count];

    /// <summary>Place of a node in the group, -1 when it is not in it.</summary>
    public int IndexOf(string node)
    {
        for (int i = 0; i < group.Nodes.Count; i++)
        {
            if (group.Nodes[i] == node) return i;
        }

        return -1;
    }

    public int Add(int node, long timeMs, double value)
    {
        if (double.IsNaN(value)) return Quality.Missing;
        if (timeMs >= _last[node].TimeMs) _last[node] = (timeMs, value);
        int count = 0;
        for (int i = 0; i < _last.Length; i++)
        {
            if (i == node || _last[i].TimeMs == long.MinValue) continue;
            if (Math.Abs(timeMs - _last[i].TimeMs) <= group.MaxAgeSeconds * 1000) _others[count++] = _last[i].Value;
        }

        if (count < 2) return Quality.NotEvaluated;
        Array.Sort(_others, 0, count);
        if (_others[count - 1] - _others[0] > group.Tolerance) return Quality.NotEvaluated;
        double median = (_others[(count - 1) / 2] + _others[count / 2]) / 2;
        return Math.Abs(value - median) > group.Tolerance ? Quality.Suspect : Quality.Good;
    }

    public void Save(StateWriter writer)
    {
        foreach (var (timeMs, value) in _last)
        {
            writer.Whole(timeMs);
            writer.Number(value);
        }
    }

    public void Load(StateReader reader)
    {
        for (int i = 0; i < _last.Length; i++) _last[i] = (reader.Whole(), reader.Number());
    }
}
