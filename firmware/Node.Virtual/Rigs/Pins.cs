using SmartCity.Node.Virtual.Devices;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>What is wired to the chip's own pins, by GPIO number.</summary>
internal sealed class Pins
{
    public Dictionary<int, SimulatedPulseCounter> Pulses { get; } = [];

    public Dictionary<int, SimulatedAnalogInput> Analog { get; } = [];

    public Dictionary<int, SimulatedDigitalInput> Inputs { get; } = [];

    public Dictionary<int, SimulatedDigitalOutput> Outputs { get; } = [];

    /// <summary>A reset: outputs float until the program takes them again.</summary>
    public void Reset() => Outputs.Clear();
}
