using SmartCity.Node.Clock;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>The chamber of a water main, wired as <c>Profiles/pipeline.json</c> has it.</summary>
public sealed class PipelineRig : Rig
{
    private const int CoverPin = 13;
    private const int ValveFeedbackPin = 14;
    private const int ValvePin = 26;
    private const int FloatPin = 27;
    private const int UpstreamPin = 34;
    private const int DownstreamPin = 35;

    private const double PulsesPerCubicMetre = 10_000;
    private const double FloatLevel = 1.0;

    private readonly DistrictMain _pipe;

    /// <param name="pipe">The world.</param>
    /// <param name="clock">The devices' own time, which no reset of the node touches.</param>
    /// <param name="seed">Of the sensors' noise.</param>
    public PipelineRig(DistrictMain pipe, INodeClock clock, int seed)
        : base(pipe, seed)
    {
        _pipe = pipe;
        foreach (int pin in (int[])[UpstreamPin, DownstreamPin]) Pins.Pulses[pin] = new SimulatedPulseCounter();
        foreach (int pin in (int[])[CoverPin, ValveFeedbackPin, FloatPin]) Pins.Inputs[pin] = new SimulatedDigitalInput();

        Chamber chamber = pipe.Chamber;
        PipeWall wall = pipe.Wall;
        var water = Attach("ads1115", 0x48, new SimulatedAds1115());
        MeasureLoop("press", water, 0, 0, 1000, 0.6, () => pipe.Main.Pressure);
        MeasureLoop("level", water, 1, 0, 4, 0.002, () => chamber.Level);
        MeasureLoop("ch4", water, 2, 0, 100, 0.1, () => chamber.Methane);
        MeasureLoop("tw", water, 3, 0, 40, 0.01, () => chamber.WaterTemperature);

        var shake = Attach("ads1115-vib", 0x49, new SimulatedAds1115());
        MeasureLoop("vib1", shake, 0, 0, 2, 0.0005, () => wall.Low);
        MeasureLoop("vib2", shake, 1, 0, 2, 0.0005, () => wall.Middle);
        MeasureLoop("vib3", shake, 2, 0, 2, 0.0005, () => wall.High);
        MeasureLoop("chla", shake, 3, 0, 50, 0.05, () => chamber.Chlorophyll);

        var quality = Attach("ads1115-wq", 0x4a, new SimulatedAds1115());
        MeasureLoop("do", quality, 0, 0, 20, 0.02, () => chamber.DissolvedOxygen);
        MeasureLoop("ph", quality, 1, 0, 14, 0.005, () => chamber.Acidity);

        var air = Attach("sht4x", 0x44, new SimulatedSht4x(clock));
        Measure("t", () => chamber.WaterTemperature + 1.5, 0.02, v => air.Celsius = v);
        Measure("rh", () => 94, 0.2, v => air.HumidityPercent = v);

        var battery = Attach("ina219", 0x40, new SimulatedIna219(clock));
        Measure("vbat", () => pipe.Supply.Volts, 0.004, v => battery.Volts = v);
        Measure("ibat", () => pipe.Supply.Current, 0.0006, v => battery.Amperes = v);
        var panel = Attach("ina219-solar", 0x41, new SimulatedIna219(clock));
        Measure("vsol", () => 18 * Math.Min(1, pipe.Supply.PanelCurrent / 0.02), 0.02, v => panel.Volts = Math.Max(0, v));
        Measure("isol", () => pipe.Supply.PanelCurrent, 0.0006, v => panel.Amperes = v);
    }

    private protected override void UpdatePins()
    {
        // The valve's drive follows the output once the program has taken it; without a drive it stays where it is.
        if (Pins.Outputs.TryGetValue(ValvePin, out SimulatedDigitalOutput? drive)) _pipe.Main.ValveOpen = drive.Level;
        Pins.Inputs[ValveFeedbackPin].Level = _pipe.Main.ValvePosition > 0.02;
        Pins.Inputs[CoverPin].Level = _pipe.DoorOpen;
        Pins.Inputs[FloatPin].Level = _pipe.Chamber.Level > FloatLevel;
        Meter(UpstreamPin, _pipe.InflowVolume);
        Meter(DownstreamPin, _pipe.OutflowVolume);
    }

    private protected override bool ApplyToWorld(Fault fault, bool begins)
    {
        switch (fault.Kind)
        {
            case FaultKind.DoorOpen:
                _pipe.DoorOpen = begins;
                return true;
            case FaultKind.Burst when begins:
                _pipe.Burst(_pipe.NowMs);
                return true;
            case FaultKind.Leak when begins:
                _pipe.Leak(fault.Amount / 3600);
                return true;
            case FaultKind.Burst or FaultKind.Leak:
                _pipe.Mend();
                return true;
            default:
                return false;
        }
    }

    private void Meter(int pin, double volume)
    {
        SimulatedPulseCounter meter = Pins.Pulses[pin];
        meter.Add((long)(volume * PulsesPerCubicMetre) - meter.Count);
    }
}
