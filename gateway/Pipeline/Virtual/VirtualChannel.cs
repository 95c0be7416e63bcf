using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>One channel of one node that is worked out from others.</summary>
internal abstract class VirtualChannel(string name, string unit) : IStateful
{
    public string Name => name;

    /// <summary>UCUM unit of what it makes.</summary>
    public string Unit => unit;

    /// <summary>Channels it wants, in the order of the numbers given to <see cref="Observe"/>.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>True when each reading is a matter of its own: late ones and ones in another unit count, too.</summary>
    public virtual bool TakesAny => false;

    /// <summary>Takes a number that did not fail its tests; true when it gave a result.</summary>
    public abstract bool Observe(int input, in Reading reading, out long timeMs, out double result);

    public abstract void Save(StateWriter writer);

    public abstract void Load(StateReader reader);
}
