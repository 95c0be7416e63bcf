using SmartCity.Node.Clock;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>
/// The chamber of a water main, wired as the board <c>pipeline-pn1</c> is, with a fine pulse meter at either end of the
/// district, a float switch, the valve's end switch and an air sensor on what that leaves free.
/// </summary>
public sealed class PipelineRig : Rig
{
    private const int CoverPin = 35;
    private const int FloodPin = 25;
    private const int ValveFeedbackPin = 14;
    private const int ValvePin = 26;
    private const int SupplyPin = 36;
    private const int RailPin = 39;
    private const int CoarseMeterPin = 32;
    private const int UpstreamPin = 4;
    private const int DownstreamPin = 5;

    private const double FinePulses = 10_000;
    private const double CoarsePulses = 100;
    private const double SensorHeight = 3;
    private const double FloodLevel = 1.0;

    private readonly DistrictMain _pipe;

    /// <param name="pipe">The world.</param>
    /// <param name="clock">The devices' own time, which no reset of the node touches.</param>
    /// <param name="seed">Of the sensors' noise.</param>
    public PipelineRig(DistrictMain pipe, INodeClock clock, int seed)
        : base(pipe, seed)
    {
        _pipe = pipe;
        foreach (int pin in (int[])[UpstreamPin, DownstreamPin]) Pins.Pulses[pin] = new SimulatedPulseCounter();
        Pins.Quadrature[CoarseMeterPin] = new SimulatedPulseCounter();
        Pins.AddInputs(CoverPin, FloodPin, ValveFeedbackPin);
        AddMain(clock);
        AddWater(clock);
        AddSupply(clock);
    }

    private void AddMain(INodeClock clock)
    {
        PipeWall wall = _pipe.Wall;
        var loops = Attach("ads1115", 0x48, new SimulatedAds1115());
        MeasureLoop("press", loops, 0, 0, 1600, 0.6, () => _pipe.Main.Pressure);

        // The second gauge sits some metres of pipe further on.
        MeasureLoop("press2", loops, 1, 0, 1600, 0.6, () => 0.985 * _pipe.Main.Pressure);
        MeasureLoop("tw", loops, 2, 0, 40, 0.01, () => _pipe.Chamber.WaterTemperature);

        var shake = Attach("adxl345", 0x53, new SimulatedAdxl345(clock) { TiltDegrees = 1.5 });
        Measure("vib1", () => wall.Low, 0.002, v => shake.LowBand = Math.Max(0, v));
        Measure("vib2", () => wall.Middle, 0.002, v => shake.MiddleBand = Math.Max(0, v));
        Measure("vib3", () => wall.High, 0.002, v => shake.HighBand = Math.Max(0, v));
    }

    private void AddWater(INodeClock clock)
    {
        Chamber chamber = _pipe.Chamber;
        var ranger = (Pins.Lines[1] = new SimulatedSerialLine(clock)).Attach(new SimulatedA02yyuw());
        Measure("level", () => chamber.Level, 0.002, v => ranger.Metres = SensorHeight - v);

        SimulatedSerialLine probes = Pins.Lines[0] = new SimulatedSerialLine(clock);
        MeasureProbe("ch4", probes, 1, 0.1, 0.1, () => chamber.Methane);
        MeasureProbe("do", probes, 2, 0.01, 0.02, () => chamber.DissolvedOxygen);
        MeasureProbe("ph", probes, 3, 0.01, 0.01, () => chamber.Acidity);
        MeasureProbe("turb", probes, 4, 0.1, 0.05, () => chamber.Turbidity);
        MeasureProbe("chla", probes, 5, 0.01, 0.05, () => chamber.Chlorophyll);

        var air = Attach("sht4x", 0x44, new SimulatedSht4x(clock));
        Measure("t", () => chamber.WaterTemperature + 1.5, 0.02, v => air.Celsius = v);
        Measure("rh", () => 94, 0.2, v => air.HumidityPercent = v);
    }

    private void AddSupply(INodeClock clock)
    {
        SolarSupply supply = _pipe.Supply;
        var battery = Attach("ina219", 0x40, new SimulatedIna219(clock));
        Measure("vbat", () => supply.Volts, 0.004, v => battery.Volts = v);
        Measure("ibat", () => supply.Current, 0.0006, v => battery.Amperes = v);
        var panel = Attach("ina219-solar", 0x41, new SimulatedIna219(clock));
        Measure("vsol", () => 18 * Math.Min(1, supply.PanelCurrent / 0.02), 0.02, v => panel.Volts = Math.Max(0, v));
        Measure("isol", () => supply.PanelCurrent, 0.0006, v => panel.Amperes = v);
        MeasureRail("supply", SupplyPin, 2, () => 3.9);
        MeasureRail("rail", RailPin, 5.5455, () => 12.05);
    }

    // A probe with one register, as small transmitters on RS-485 have them.
    private void MeasureProbe(string quantity, SimulatedSerialLine line, byte slave, double unit, double noise, Func<double> truth)
    {
        var probe = line.Attach(new SimulatedModbusProbe(slave));
        Measure(quantity, truth, noise, v => probe.SetWord(0, (int)Math.Round(Math.Max(0, v) / unit)));
    }

    private protected override void UpdatePins()
    {
        // The valve's drive follows the output once the program has taken it; without a drive it stays where it is.
        if (Pins.Outputs.TryGetValue(ValvePin, out SimulatedDigitalOutput? drive)) _pipe.Main.ValveOpen = drive.Level;
        Pins.Inputs[ValveFeedbackPin].Level = _pipe.Main.ValvePosition > 0.02;
        Pins.Inputs[CoverPin].Level = _pipe.DoorOpen;
        Pins.Inputs[FloodPin].Level = _pipe.Chamber.Level > FloodLevel;
        Meter(Pins.Pulses[UpstreamPin], _pipe.InflowVolume * FinePulses);
        Meter(Pins.Pulses[DownstreamPin], _pipe.OutflowVolume * FinePulses);
        Meter(Pins.Quadrature[CoarseMeterPin], _pipe.InflowVolume * CoarsePulses);
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

    private static void Meter(SimulatedPulseCounter meter, double pulses) => meter.Add((long)pulses - meter.Count);
}
