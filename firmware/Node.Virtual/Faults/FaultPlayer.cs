namespace SmartCity.Node.Virtual.Faults;

/// <summary>Plays a script for one node: says what has begun and what has ended as time goes on.</summary>
public sealed class FaultPlayer
{
    private readonly (long AtMs, bool Begins, Fault Fault)[] _turns;
    private int _next;

    /// <param name="script">Faults of any nodes; those of others are left out.</param>
    /// <param name="node">Node name.</param>
    public FaultPlayer(IEnumerable<Fault> script, string node)
    {
        var turns = new List<(long AtMs, bool Begins, Fault Fault)>();
        foreach (Fault fault in script)
        {
            if (!fault.Concerns(node)) continue;
            turns.Add(((long)fault.At.TotalMilliseconds, true, fault));
            if (fault.Duration > TimeSpan.Zero) turns.Add(((long)(fault.At + fault.Duration).TotalMilliseconds, false, fault));
        }

        _turns = [.. turns.OrderBy(t => t.AtMs)];
    }

    /// <summary>Milliseconds since the start of the run at which something turns next, or <see cref="long.MaxValue"/>.</summary>
    public long NextMs => _next < _turns.Length ? _turns[_next].AtMs : long.MaxValue;

    /// <summary>Takes the next turn due at <paramref name="elapsedMs"/>, in the order of time.</summary>
    public bool TryTake(long elapsedMs, out Fault fault, out bool begins)
    {
        if (NextMs > elapsedMs)
        {
            fault = null!;
            begins = false;
            return false;
        }

        (_, begins, fault) = _turns[_next++];
        return true;
    }
}
