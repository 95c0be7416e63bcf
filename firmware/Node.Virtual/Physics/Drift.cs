namespace SmartCity.Node.Virtual.Physics;

/// <summary>
/// A value that wanders around a mean (Ornstein–Uhlenbeck): weather, background concentrations, gusts. Discretised
/// exactly, so that its variance does not depend on the step.
/// </summary>
public sealed class Drift(Gaussian random, double mean, double deviation, double correlationSeconds)
{
    public double Value { get; private set; } = mean + (deviation * random.Next());

    /// <summary>Moves on by <paramref name="seconds"/>.</summary>
    public double Step(double seconds)
    {
        double keep = Math.Exp(-seconds / correlationSeconds);
        Value = mean + ((Value - mean) * keep) + (deviation * Math.Sqrt(1 - (keep * keep)) * random.Next());
        return Value;
    }
}
