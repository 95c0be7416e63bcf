using SmartCity.Node.Clock;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>The cabinet of an intersection, wired as <c>Profiles/intersection.json</c> has it.</summary>
public sealed class IntersectionRig : Rig
{
    private const int MainsPin = 4;
    private const int DoorPin = 13;
    private static readonly int[] LoopPins = [34, 35, 32, 33];
    private static readonly int[] PresencePins = [25, 26, 27, 14];

    private readonly Intersection _crossing;

    /// <param name="crossing">The world.</param>
    /// <param name="clock">The devices' own time, which no reset of the node touches.</param>
    /// <param name="seed">Of the sensors' noise.</param>
    public IntersectionRig(Intersection crossing, INodeClock clock, int seed)
        : base(crossing, seed)
    {
        _crossing = crossing;
        foreach (int pin in LoopPins) Pins.Pulses[pin] = new SimulatedPulseCounter();
        foreach (int pin in (int[])[.. PresencePins, MainsPin, DoorPin]) Pins.Inputs[pin] = new SimulatedDigitalInput();

        StreetAir air = crossing.Air;
        Weather weather = crossing.Weather;
        var dust = Attach("sen5x", 0x69, new SimulatedSen5x(clock));
        Measure("pm2_5", () => air.Pm25, 0.4, v => (dust.Pm1, dust.Pm25, dust.Pm4) = (0.8 * v, v, 1.1 * v));
        Measure("pm10", () => air.Pm10, 0.8, v => dust.Pm10 = v);

        var outside = Attach("sht4x", 0x44, new SimulatedSht4x(clock));
        Measure("t", () => weather.Temperature, 0.02, v => outside.Celsius = v);
        Measure("rh", () => weather.Humidity, 0.08, v => outside.HumidityPercent = v);

        var cabinet = Attach("bme280", 0x76, new SimulatedBme280(clock));
        Measure("tbox", () => crossing.CabinetTemperature, 0.03, v => cabinet.Celsius = v);
        Measure("rhbox", () => weather.Humidity * 0.8, 0.1, v => cabinet.HumidityPercent = v);
        Measure("p", () => weather.Pressure, 0.02, v => cabinet.Hectopascal = v);

        var light = Attach("bh1750", 0x23, new SimulatedBh1750(clock));
        Measure("lux", () => weather.Light, 0.3, v => light.Lux = Math.Max(0, v));

        var adc = Attach("ads1115", 0x48, new SimulatedAds1115());
        Measure("laeq", () => air.Noise, 0.2, v => adc[0] = v / 50);
        MeasureLoop("no2", adc, 1, 0, 500, 0.7, () => air.No2);
        MeasureLoop("vac", adc, 2, 0, 300, 0.2, () => crossing.MainsVolts);

        var supply = Attach("ina219", 0x40, new SimulatedIna219(clock));
        Measure("supply", () => crossing.MainsFailed ? 12.1 : 13.6, 0.01, v => supply.Volts = v);
        Measure("ibat", () => crossing.MainsFailed ? -0.19 : 0.02, 0.001, v => supply.Amperes = v);
    }

    private protected override void UpdatePins()
    {
        for (int i = 0; i < LoopPins.Length; i++)
        {
            Approach approach = _crossing.Approaches[i];
            SimulatedPulseCounter loop = Pins.Pulses[LoopPins[i]];
            loop.Add(approach.Crossed - loop.Count);
            Pins.Inputs[PresencePins[i]].Level = approach.Occupied;
        }

        Pins.Inputs[MainsPin].Level = !_crossing.MainsFailed;
        Pins.Inputs[DoorPin].Level = _crossing.DoorOpen;
    }

    private protected override bool ApplyToWorld(Fault fault, bool begins)
    {
        switch (fault.Kind)
        {
            case FaultKind.DoorOpen:
                _crossing.DoorOpen = begins;
                return true;
            case FaultKind.MainsFail:
                _crossing.MainsFailed = begins;
                return true;
            default:
                return false;
        }
    }
}
