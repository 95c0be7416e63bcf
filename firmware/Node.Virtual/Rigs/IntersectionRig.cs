using SmartCity.Node.Clock;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>
/// The cabinet of an intersection, wired as the board <c>intersection-ix1</c> is, with the loops' presence outputs and a
/// mains transducer on what that leaves free.
/// </summary>
public sealed class IntersectionRig : Rig
{
    private const int DoorPin = 34;
    private const int MainsPin = 35;
    private const int SupplyPin = 36;
    private const int RailPin = 39;
    private const int Lamps = 0x7f;
    private static readonly int[] LoopPins = [32, 33, 26, 25];
    private static readonly int[] PresencePins = [13, 14, 4, 23];

    private readonly Intersection _crossing;
    private readonly SimulatedMcp23017 _lamps;

    /// <param name="crossing">The world.</param>
    /// <param name="clock">The devices' own time, which no reset of the node touches.</param>
    /// <param name="seed">Of the sensors' noise.</param>
    public IntersectionRig(Intersection crossing, INodeClock clock, int seed)
        : base(crossing, seed)
    {
        _crossing = crossing;
        foreach (int pin in LoopPins) Pins.Pulses[pin] = new SimulatedPulseCounter();
        Pins.AddInputs([.. PresencePins, DoorPin, MainsPin]);
        _lamps = Attach("mcp23017", 0x20, new SimulatedMcp23017());
        AddAir(clock);
        AddAnalog();

        var light = Attach("bh1750", 0x23, new SimulatedBh1750(clock));

        // Under the cabinet's hood it sees half of the sky, which keeps it below its 54,612 lx in the noon sun.
        Measure("lux", () => 0.45 * crossing.Weather.Light, 0.3, v => light.Lux = Math.Max(0, v));
        var line = Pins.Lines[1] = new SimulatedSerialLine(clock);
        line.Attach(new SimulatedGnss(() => DateTimeOffset.FromUnixTimeMilliseconds(clock.WallMs).UtcDateTime)
        {
            Latitude = 39.9402,
            Longitude = 116.3553,
            Altitude = 48,
        });
    }

    private void AddAir(INodeClock clock)
    {
        StreetAir air = _crossing.Air;
        Weather weather = _crossing.Weather;
        var dust = Attach("sen5x", 0x69, new SimulatedSen5x(clock));
        Measure("pm2_5", () => air.Pm25, 0.4, v => (dust.Pm1, dust.Pm25, dust.Pm4) = (0.8 * v, v, 1.1 * v));
        Measure("pm10", () => air.Pm10, 0.8, v => dust.Pm10 = v);

        var outside = Attach("sht4x", 0x44, new SimulatedSht4x(clock));
        Measure("t", () => weather.Temperature, 0.02, v => outside.Celsius = v);
        Measure("rh", () => weather.Humidity, 0.08, v => outside.HumidityPercent = v);

        var cabinet = Attach("bme280", 0x76, new SimulatedBme280(clock));
        Measure("tbox", () => _crossing.CabinetTemperature, 0.03, v => cabinet.Celsius = v);
        Measure("rhbox", () => weather.Humidity * 0.8, 0.1, v => cabinet.HumidityPercent = v);
        Measure("p", () => weather.Pressure, 0.02, v => cabinet.Hectopascal = v);

        var gas = Attach("scd4x", 0x62, new SimulatedScd4x(clock));
        Measure("co2", () => air.Co2, 6, v => gas.CarbonDioxidePpm = v);
    }

    private void AddAnalog()
    {
        var adc = Attach("ads1115", 0x48, new SimulatedAds1115());
        Measure("laeq", () => _crossing.Air.Noise, 0.2, v => adc[0] = v / 50);

        // A cell of 0.3 mV/ppb over electronic zeros of 225 mV; the auxiliary electrode sees no gas.
        Measure("no2", () => _crossing.Air.No2, 0.7, v => (adc[1], adc[2]) = (0.225 + (0.0003 * v), 0.225));
        MeasureLoop("vac", adc, 3, 0, 300, 0.2, () => _crossing.MainsVolts);
        MeasureRail("supply", SupplyPin, 6.5556, () => _crossing.MainsFailed ? 12.1 : 13.6);
        MeasureRail("rail", RailPin, 2.4706, () => 5.02);
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

        // Relay and opto-couplers pull down: mains there is low, a lamp that burns is low.
        Pins.Inputs[MainsPin].Level = _crossing.MainsFailed;
        _lamps.Levels = _crossing.Phase == 0 ? Lamps : Lamps & ~(1 << (_crossing.Phase - 1));
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
