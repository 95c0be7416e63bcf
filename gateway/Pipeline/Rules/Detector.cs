using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>
/// Watches one node for one rule. Sees values of its channels in the order of their time; its opinion is a condition that
/// holds, does not, or is not known yet. What an event makes of that (duration, latch, …) is not its business.
/// </summary>
internal abstract class Detector : IStateful
{
    /// <summary>Channels it wants, in the order of the numbers given to <see cref="Observe"/>.</summary>
    public abstract IReadOnlyList<string> Channels { get; }

    /// <summary>True when readings that failed a quality test count as well.</summary>
    public virtual bool TakesFailed => false;

    /// <summary>True when it wants to be told of missing values (NaN).</summary>
    public virtual bool TakesMissing => false;

    /// <summary>The condition after this value; null leaves it as it was.</summary>
    public abstract bool? Observe(int channel, long timeMs, double value);

    /// <summary>Why the condition holds, in words and numbers.</summary>
    public abstract string Cause { get; }

    public abstract void Save(StateWriter writer);

    public abstract void Load(StateReader reader);
}
