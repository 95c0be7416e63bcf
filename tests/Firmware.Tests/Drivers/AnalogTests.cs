using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>ADS1115 and what hangs on it, INA219, BH1750 and the chip's own ADC.</summary>
[TestClass]
public sealed class AnalogTests
{
    private readonly Bench _bench = new();
    private readonly SimulatedAds1115 _adc = new();

    public AnalogTests() => _bench.Bus.Attach(0x48, _adc);

    /// <summary>SBAS444E table 7-3: code = voltage / full scale × 2^15; one LSB at ±4.096 V is 125 µV.</summary>
    [TestMethod]
    [DataRow(1, 2.048, 0x4000)]
    [DataRow(1, 0.000125, 1)]
    [DataRow(2, 2.047875, 0x7ffe)]
    [DataRow(0, -0.0001875, -1)]
    public void Ads1115_codes_are_those_of_the_data_format(int gain, double volts, int code)
    {
        _adc[2] = volts;
        var chip = new Ads1115(_bench.Bus, 0x48);
        Assert.IsNull(chip.Convert(2, gain));
        Assert.AreEqual(code, chip.Code);
        Assert.AreEqual(volts, chip.Volts, 0.0001);
    }

    [TestMethod]
    public void Two_sensors_on_one_ads1115_do_not_get_each_others_voltage()
    {
        (_adc[0], _adc[1]) = (1, 2);
        ISensor first = _bench.Create("ads1115", ("channel", 0), ("divider", 2.5));
        ISensor second = _bench.Create("ads1115", ("channel", 1));
        _ = first.Start();
        _ = second.Start();
        SensorValue[] values = Bench.Slots(first);
        first.Read(values);
        Bench.Is(2.5, values[0], 0.001);
        second.Read(values);
        Bench.Is(2, values[0], 0.001);
    }

    [TestMethod]
    public void A_voltage_beyond_the_full_scale_is_out_of_range()
    {
        _adc[0] = 4.2;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(_bench.Create("ads1115", ("channel", 0))));
    }

    [TestMethod]
    [DataRow(4.0, 0.0, null)]
    [DataRow(12.0, 8.0, null)]
    [DataRow(20.0, 16.0, null)]
    [DataRow(3.81, -0.19, null)]
    [DataRow(20.49, 16.49, null)]
    [DataRow(3.7, 0.0, MissingReason.Range)]
    [DataRow(20.8, 0.0, MissingReason.Range)]
    [DataRow(3.59, 0.0, MissingReason.LoopLow)]
    [DataRow(0.0, 0.0, MissingReason.LoopLow)]
    [DataRow(21.1, 0.0, MissingReason.LoopHigh)]
    [DataRow(23.0, 0.0, MissingReason.LoopHigh)]
    public void A_loop_scales_its_span_and_names_ne43_faults(double milliamps, double value, string? missing)
    {
        _adc[3] = milliamps / 1000 * 100;
        SensorValue[] values = _bench.Measure(_bench.Create("loop-4-20", ("channel", 3), ("low", 0), ("high", 16.0)));
        Bench.Is(milliamps, values[1], 0.001);
        Assert.AreEqual(missing, values[0].Missing);
        Assert.AreEqual(value, values[0].Value, 0.002);
    }

    [TestMethod]
    [DataRow(1.3, 65.0, null)]
    [DataRow(0.2, 0.0, MissingReason.Range)]
    [DataRow(2.7, 0.0, MissingReason.Range)]
    public void Noise_is_linear_in_the_meters_voltage(double volts, double decibels, string? missing)
    {
        _adc[0] = volts;
        SensorValue value = _bench.Measure(_bench.Create("noise-dba", ("channel", 0)))[0];
        Assert.AreEqual(missing, value.Missing);
        Assert.AreEqual(decibels, value.Value, 0.01);
    }

    [TestMethod]
    public void Ina219_measures_both_ways_and_names_an_overload()
    {
        SimulatedIna219 chip = _bench.Bus.Attach(0x41, new SimulatedIna219(_bench.Manual, 0.002) { Volts = 11.98, Amperes = 10 });
        ISensor sensor = _bench.Create("ina219", ("address", "0x41"), ("ohms", 0.002));

        // SBOS448G §8.5.2.1, table 8-1: 20 mV over 2 mΩ at 11.98 V is 10 A and 119.8 W.
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(11.98, values[0], 0.002);
        Bench.Is(10, values[1], 0.005);
        Bench.Is(119.8, values[2], 0.1);

        chip.Amperes = -1.5;
        Bench.Is(-1.5, _bench.Measure(sensor)[1], 0.005);
        chip.Amperes = 500;
        values = _bench.Measure(sensor);
        Bench.Is(11.98, values[0], 0.002);
        Assert.AreEqual(MissingReason.Range, values[1].Missing);
    }

    [TestMethod]
    public void Ina219_read_before_the_conversion_is_over_gives_no_value()
    {
        _bench.Bus.Attach(0x40, new SimulatedIna219(_bench.Manual));
        ISensor sensor = _bench.Create("ina219");
        _ = sensor.Start();
        SensorValue[] values = Bench.Slots(sensor);
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
    }

    [TestMethod]
    public void Bh1750_gives_the_datasheets_example_and_no_value_at_full_scale()
    {
        SimulatedBh1750 chip = _bench.Bus.Attach(0x23, new SimulatedBh1750(_bench.Manual) { Lux = 0x8390 / 1.2 });
        ISensor sensor = _bench.Create("bh1750");
        Bench.Is(28067, _bench.Measure(sensor)[0], 0.5);
        chip.Lux = 60000;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));
    }

    [TestMethod]
    public void The_chips_own_adc_is_scaled_and_says_when_a_rail_is_off()
    {
        ISensor input = _bench.Create("analog-adc1", ("gpio", 36), ("divider", 5.7));
        ISensor rail = _bench.Create("supply", ("gpio", 36), ("divider", 5.7));
        _bench.AnalogPin.Millivolts = 2105;
        Bench.Is(11.9985, _bench.Measure(input)[0], 0.001);
        _bench.AnalogPin.Millivolts = 20;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(input));
        Bench.AllMissing(MissingReason.Unpowered, _bench.Measure(rail));
        _bench.AnalogPin.Millivolts = 3000;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(rail));
    }
}
