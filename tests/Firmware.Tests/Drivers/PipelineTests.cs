using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>What a pipeline node adds: vibration, levels, flow meters; and the clock, phases and NO2 of the others.</summary>
[TestClass]
public sealed class PipelineTests
{
    private readonly Bench _bench = new();

    [TestMethod]
    public void Vibration_is_told_apart_by_band_and_tilt_by_gravity()
    {
        SimulatedAdxl345 chip = _bench.Bus.Attach(0x53, new SimulatedAdxl345(_bench.Manual) { TiltDegrees = 30 });
        ISensor sensor = _bench.Create("adxl345");
        (chip.LowBand, chip.MiddleBand, chip.HighBand) = (0.5, 1.5, 0.8);
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(0.5, values[0], 0.02);
        Bench.Is(1.5, values[1], 0.02);
        Bench.Is(0.8, values[2], 0.02);
        Bench.Is(30, values[3], 0.5);

        (chip.LowBand, chip.MiddleBand, chip.HighBand) = (0, 0, 0);
        values = _bench.Measure(sensor);
        for (int band = 0; band < 3; band++) Bench.Is(0, values[band], 1e-6);
    }

    [TestMethod]
    public void A_burst_cut_short_by_a_reset_or_read_early_gives_no_value()
    {
        SimulatedAdxl345 chip = _bench.Bus.Attach(0x53, new SimulatedAdxl345(_bench.Manual));
        ISensor sensor = _bench.Create("adxl345");
        SensorValue[] values = Bench.Slots(sensor);
        _ = sensor.Start();
        _bench.Manual.MonotonicMs += 30;
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);

        _bench.Manual.MonotonicMs += sensor.Start();
        chip.Powered = false;
        chip.Powered = true;
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
        Assert.IsNull(_bench.Measure(sensor)[0].Missing);
    }

    [TestMethod]
    public void A_tone_has_its_rms_in_its_band_and_none_elsewhere()
    {
        int[] samples = new int[32];
        for (int i = 0; i < 32; i++) samples[i] = (int)Math.Round(10_000 * Math.Cos((2 * Math.PI * 5 * i / 32) + 1));
        var bands = new BandPower(32);
        Assert.AreEqual(10_000 / Math.Sqrt(2), bands.Rms(samples, 1, 4, 7), 1);
        Assert.AreEqual(0, bands.Rms(samples, 1, 8, 15), 1);
    }

    [TestMethod]
    public void Tof_level_is_height_less_distance_and_a_weak_echo_is_no_distance()
    {
        SimulatedTfLuna chip = _bench.Bus.Attach(0x10, new SimulatedTfLuna(_bench.Manual) { Metres = 1.25 });
        ISensor sensor = _bench.Create("level-tfluna", ("height", 3.0));
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(1.25, values[0], 1e-9);
        Bench.Is(1.75, values[1], 1e-9);
        chip.Strength = 60;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));
        (chip.Strength, chip.Metres) = (1500, 0.1);
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));
        Assert.HasCount(1, _bench.Create("level-tfluna").Quantities);
    }

    [TestMethod]
    public void Tof_read_before_it_measured_gives_no_value()
    {
        _bench.Bus.Attach(0x10, new SimulatedTfLuna(_bench.Manual));
        ISensor sensor = _bench.Create("level-tfluna");
        _ = _bench.Measure(sensor);
        _ = sensor.Start();
        SensorValue[] values = Bench.Slots(sensor);
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
    }

    [TestMethod]
    public void Ultrasonic_level_is_that_of_now_and_its_faults_are_told_apart()
    {
        SimulatedSerialLine line = new(_bench.Manual);
        _bench.Line = line;
        SimulatedA02yyuw probe = line.Attach(new SimulatedA02yyuw { Metres = 1.953 });
        ISensor sensor = _bench.Create("level-a02yyuw", ("height", 2.5));
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(1.953, values[0], 1e-9);
        Bench.Is(0.547, values[1], 1e-9);

        _bench.Manual.MonotonicMs += 60_000;
        probe.Metres = 0.5;
        Bench.Is(0.5, _bench.Measure(sensor)[0], 1e-9);
        probe.Echo = false;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));

        // A frame that is under way already arrives as it was sent.
        line.Disturbed = true;
        _ = _bench.Measure(sensor);
        Bench.AllMissing(MissingReason.Crc, _bench.Measure(sensor));
        line.Cut = true;
        _ = _bench.Measure(sensor);
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(sensor));
    }

    [TestMethod]
    public void Flow_is_signed_by_quadrature_or_by_the_direction_input()
    {
        ISensor quadrature = _bench.Create("flow", ("gpio", 32), ("gpioB", 33), ("litres", 10));
        ISensor directed = _bench.Create("flow", ("gpio", 32), ("direction", 35), ("litres", 10));
        _bench.Counter.Add(60);
        _bench.Manual.MonotonicMs += 60_000;
        Bench.Is(36, _bench.Measure(quadrature)[0], 1e-9);
        _bench.DigitalPin.Level = true;
        Bench.Is(-36, _bench.Measure(directed)[0], 1e-9);

        _bench.Counter.Add(-90);
        _bench.Manual.MonotonicMs += 60_000;
        SensorValue[] values = _bench.Measure(quadrature);
        Bench.Is(-54, values[0], 1e-9);
        Bench.Is(-0.3, values[1], 1e-9);
        Bench.AllMissing(MissingReason.Range, _bench.Measure(directed));
    }

    [TestMethod]
    public void The_phase_is_the_one_green_and_two_greens_are_none()
    {
        SimulatedMcp23017 chip = _bench.Bus.Attach(0x20, new SimulatedMcp23017());
        ISensor sensor = _bench.Create("mcp23017", ("mask", 0x0fff), ("invert", 0x0fff), ("pullUps", 0x0fff));
        chip.Floating = 0xffff;
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(0, values[0], 0);
        Bench.Is(0, values[1], 0);

        chip.Floating = 0xffff & ~0x0200;
        values = _bench.Measure(sensor);
        Bench.Is(0x0200, values[0], 0);
        Bench.Is(10, values[1], 0);

        chip.Floating = 0xffff & ~0x0201;
        values = _bench.Measure(sensor);
        Bench.Is(0x0201, values[0], 0);
        Assert.AreEqual(MissingReason.Range, values[1].Missing);
    }

    /// <summary>AAN 803-05 algorithm 1 by hand: (300 - 225) - 1.3 (245 - 235) = 62 mV, 0.31 mV a ppb.</summary>
    [TestMethod]
    public void No2_is_the_working_electrode_less_the_auxiliary_ones_background()
    {
        SimulatedAds1115 adc = _bench.Bus.Attach(0x48, new SimulatedAds1115());
        (adc[0], adc[1]) = (0.300, 0.245);
        ISensor sensor = _bench.Create("no2", ("we", 0), ("ae", 1), ("weZeroMv", 225), ("aeZeroMv", 235), ("n", 1.3), ("mvPerPpb", 0.31));
        Bench.Is(200, _bench.Measure(sensor)[0], 0.3);
        adc[1] = 2.2;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));
    }

    [TestMethod]
    public void The_clock_keeps_time_and_says_when_it_lost_it()
    {
        SimulatedDs3231 chip = _bench.Bus.Attach(0x68, new SimulatedDs3231(_bench.Manual) { Celsius = 25.25, HasBattery = false });
        ISensor sensor = _bench.Create("ds3231");
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(25.25, values[0], 0);
        Assert.AreEqual(MissingReason.Unpowered, values[1].Missing);

        const long LeapDay = 1835438399; // 2028-02-28 23:59:59
        Assert.IsNull(((Ds3231)sensor).WriteTime(LeapDay));
        _bench.Manual.MonotonicMs += 1000;
        chip.Celsius = -7.75;
        values = _bench.Measure(sensor);
        Bench.Is(-7.75, values[0], 0);
        Bench.Is(LeapDay + 1, values[1], 0);

        chip.Powered = false;
        chip.Powered = true;
        Assert.AreEqual(MissingReason.Unpowered, _bench.Measure(sensor)[1].Missing);
        Assert.AreEqual(MissingReason.Range, ((Ds3231)sensor).WriteTime(0));
    }
}
