namespace SmartCity.Pipeline.State;

/// <summary>Queue of (position, value) where values only grow (sign 1) or only fall (sign -1) from front to back.</summary>
internal sealed class MonotoneQueue(int capacity, int sign) : IStateful
{
    private (long Position, double Value)[] _ring = new (long, double)[Math.Min(8, capacity)];
    private int _head;

    public int Count { get; private set; }

    public (long Position, double Value) Front => _ring[_head];

    /// <summary>Adds at the back, dropping what can no longer be an extreme; returns the position pushed out at capacity.</summary>
    public long? Push(long position, double value)
    {
        while (Count > 0 && sign * At(Count - 1).Value >= sign * value) Count--;
        long? lost = null;
        if (Count == capacity)
        {
            lost = Front.Position;
            PopFront();
        }

        if (Count == _ring.Length) Grow();
        _ring[Index(Count)] = (position, value);
        Count++;
        return lost;
    }

    public void DropBelow(long position)
    {
        while (Count > 0 && Front.Position < position) PopFront();
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(Count);
        for (int i = 0; i < Count; i++)
        {
            writer.Whole(At(i).Position);
            writer.Number(At(i).Value);
        }
    }

    public void Load(StateReader reader)
    {
        Count = 0;
        _head = 0;
        for (int left = reader.Count(); left > 0; left--) Push(reader.Whole(), reader.Number());
    }

    private (long Position, double Value) At(int i) => _ring[Index(i)];

    private int Index(int i)
    {
        int at = _head + i;
        return at >= _ring.Length ? at - _ring.Length : at;
    }

    private void PopFront()
    {
        _head = Index(1);
        Count--;
    }

    private void Grow()
    {
        var ring = new (long, double)[Math.Min(capacity, _ring.Length * 2)];
        for (int i = 0; i < Count; i++) ring[i] = At(i);
        _ring = ring;
        _head = 0;
    }
}
