using SmartCity.Node.Virtual.Devices;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>What is wired to the chip's own pins, by GPIO number.</summary>
internal sealed class Pins
{
    public Dictionary<int, SimulatedPulseCounter> Pulses { get; } = [];

    /// <summary>By the GPIO of the first signal.</summary>
    public Dictionary<int, SimulatedPulseCounter> Quadrature { get; } = [];

    public Dictionary<int, SimulatedAnalogInput> Analog { get; } = [];

    public Dictionary<int, SimulatedDigitalInput> Inputs { get; } = [];

    public Dictionary<int, SimulatedDigitalOutput> Outputs { get; } = [];

    /// <summary>Serial lines by UART.</summary>
    public Dictionary<int, SimulatedSerialLine> Lines { get; } = [];

    /// <summary>A reset: outputs float until the program takes them again, and what it kept on its lines is gone.</summary>
    public void Reset()
    {
        Outputs.Clear();
        foreach (SimulatedSerialLine line in Lines.Values) line.Session = null;
    }

    /// <summary>Makes digital inputs at these pins.</summary>
    public void AddInputs(params ReadOnlySpan<int> gpios)
    {
        foreach (int gpio in gpios) Inputs[gpio] = new SimulatedDigitalInput();
    }
}
