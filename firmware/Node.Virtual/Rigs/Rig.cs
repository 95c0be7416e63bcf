using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>A node's simulated hardware: a piece of world, the devices that sense it, and what faults do to both.</summary>
public abstract class Rig
{
    private const long LookMs = 100;

    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<string, int> _addresses = [];
    private readonly IWorld _world;
    private readonly Gaussian _noise;
    private long _updatedMs;

    private protected Rig(IWorld world, int seed)
    {
        _world = world;
        _noise = new Gaussian(seed ^ 0x5eed);
    }

    internal SimulatedI2cBus Bus { get; } = new();

    internal Pins Pins { get; } = new();

    /// <summary>Moves the world on and puts what it has become before the devices, ten times a second at most.</summary>
    public void Update(long unixMs)
    {
        if (unixMs - _updatedMs < LookMs) return;
        _updatedMs = unixMs;
        _world.AdvanceTo(unixMs);
        UpdatePins();
        foreach (Instrument instrument in _instruments) instrument.Update(_noise);
    }

    /// <summary>Starts or ends a fault of the sensors or the world; false when it is not of that kind.</summary>
    public bool Apply(Fault fault, bool begins)
    {
        switch (fault.Kind)
        {
            case FaultKind.Stuck:
                foreach (Instrument i in Concerned(fault)) i.Stuck = begins;
                return true;
            case FaultKind.Spike:
                foreach (Instrument i in Concerned(fault)) i.Offset = begins ? fault.Amount : 0;
                return true;
            case FaultKind.Nack:
                foreach ((string device, int address) in _addresses)
                {
                    if (fault.Target is null || fault.Target == device) Bus.Inject(address, begins ? I2cFault.Nack : I2cFault.None);
                }

                return true;
            default:
                return ApplyToWorld(fault, begins);
        }
    }

    /// <summary>The chip was reset; sensors keep their supply.</summary>
    public void Reset() => Pins.Reset();

    private protected T Attach<T>(string name, int address, T device)
        where T : SimulatedI2cDevice
    {
        _addresses[name] = address;
        return Bus.Attach(address, device);
    }

    private protected void Measure(string quantity, Func<double> truth, double noise, Action<double> set) =>
        _instruments.Add(new Instrument(quantity, truth, noise, set));

    /// <summary>A 4–20 mA transmitter over 100 ohms at an input of an ADS1115.</summary>
    private protected void MeasureLoop(string quantity, SimulatedAds1115 adc, int input, double low, double high, double noise, Func<double> truth) =>
        Measure(quantity, truth, noise, value => adc[input] = 0.1 * Math.Clamp(4 + (16 * (value - low) / (high - low)), 3.7, 20.8));

    /// <summary>A rail behind a divider at an ADC1 pin.</summary>
    private protected void MeasureRail(string quantity, int gpio, double divider, Func<double> volts)
    {
        SimulatedAnalogInput pin = Pins.Analog[gpio] = new SimulatedAnalogInput();
        Measure(quantity, volts, 0.004, value => pin.Millivolts = value / divider * 1000);
    }

    private protected abstract void UpdatePins();

    private protected abstract bool ApplyToWorld(Fault fault, bool begins);

    private IEnumerable<Instrument> Concerned(Fault fault) =>
        _instruments.Where(i => fault.Target is null || fault.Target == i.Quantity);
}
