using SmartCity.Node.Sense;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>A pulse counter; the model adds what went by, a negative number for a meter in quadrature that runs back.</summary>
public sealed class SimulatedPulseCounter : IPulseCounter
{
    public long Count { get; private set; }

    public void Add(long pulses) => Count += pulses;

    /// <summary>The counter starts anew, as after a brown-out that the program outlived.</summary>
    public void Lose() => Count = 0;
}

/// <summary>An ADC1 pin at a voltage.</summary>
public sealed class SimulatedAnalogInput : IAnalogInput
{
    public double Millivolts { get; set; }

    public int ReadMillivolts() => (int)Math.Round(Math.Clamp(Millivolts, 0, 3300));
}

/// <summary>A pin with a level; <see cref="Bounce"/> makes the next looks alternate.</summary>
public sealed class SimulatedDigitalInput : IDigitalInput
{
    private int _bounces;

    public bool Level { get; set; }

    /// <summary>Sets the level and lets the next <paramref name="looks"/> reads see it and its opposite in turn, opposite first.</summary>
    public void Bounce(bool level, int looks)
    {
        Level = level;
        _bounces = looks;
    }

    public bool Read()
    {
        if (_bounces == 0) return Level;
        bool seen = (_bounces & 1) == 0 ? !Level : Level;
        _bounces--;
        return seen;
    }
}

/// <summary>An output that remembers its level and how often it changed.</summary>
public sealed class SimulatedDigitalOutput(bool initial) : IDigitalOutput
{
    public bool Level { get; private set; } = initial;

    public int Changes { get; private set; }

    public void Write(bool high)
    {
        if (high != Level) Changes++;
        Level = high;
    }
}
