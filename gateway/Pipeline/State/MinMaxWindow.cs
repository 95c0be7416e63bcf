namespace SmartCity.Pipeline.State;

/// <summary>
/// Smallest and largest of the values whose position is at or above a moving start, in constant time on average
/// (two monotone queues). At its capacity the oldest values leave, and <see cref="Start"/> moves up with them.
/// </summary>
public sealed class MinMaxWindow(int capacity) : IStateful
{
    private readonly MonotoneQueue _min = new(capacity, 1);
    private readonly MonotoneQueue _max = new(capacity, -1);

    /// <summary>First position that counts.</summary>
    public long Start { get; private set; }

    public bool IsEmpty => _min.Count == 0;

    public double Min => _min.Front.Value;

    public double Max => _max.Front.Value;

    public double Range => Max - Min;

    public void Add(long position, double value)
    {
        if (_min.Push(position, value) is { } lost) MoveStart(lost + 1);
        if (_max.Push(position, value) is { } other) MoveStart(other + 1);
    }

    /// <summary>Forgets positions below <paramref name="start"/>.</summary>
    public void MoveStart(long start)
    {
        if (start <= Start) return;
        Start = start;
        _min.DropBelow(start);
        _max.DropBelow(start);
    }

    /// <summary>Moves the start past the older one of the two extremes.</summary>
    public void DropOlderExtreme() => MoveStart(Math.Min(_min.Front.Position, _max.Front.Position) + 1);

    public void Save(StateWriter writer)
    {
        writer.Whole(Start);
        _min.Save(writer);
        _max.Save(writer);
    }

    public void Load(StateReader reader)
    {
        Start = reader.Whole();
        _min.Load(reader);
        _max.Load(reader);
    }
}
