using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Detect;

/// <summary>
/// Mean and variance that forget: plain averages over the first values, exponential ones with the weight 1/length after that.
/// </summary>
internal sealed class Moments(int length) : IStateful
{
    private double _variance;

    public int Count { get; private set; }

    public double Mean { get; private set; }

    public double Deviation => Math.Sqrt(_variance);

    public void Add(double value)
    {
        if (Count < length) Count++;
        double step = value - Mean;
        Mean += step / Count;
        _variance += ((step * (value - Mean)) - _variance) / Count;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(Count);
        writer.Number(Mean);
        writer.Number(_variance);
    }

    public void Load(StateReader reader)
    {
        Count = Math.Clamp(reader.Small(), 0, length);
        Mean = reader.Number();
        _variance = reader.Number();
    }
}
