using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

[TestClass]
public sealed class SensirionTests
{
    private readonly Bench _bench = new();

    [TestMethod]
    [DataRow(0xbe, 0xef, 0x92)] // SHT4x datasheet, table of the CRC's properties
    [DataRow(0x01, 0xf4, 0x33)] // SCD4x datasheet, read_measurement example: 500 ppm
    [DataRow(0x66, 0x67, 0xa2)] // 25 °C
    [DataRow(0x5e, 0xb9, 0x3c)] // 37 %
    public void The_crc_is_that_of_the_datasheets_examples(int high, int low, int crc)
    {
        Assert.AreEqual((byte)crc, SensirionWords.Crc([(byte)high, (byte)low], 0, 2));
        Assert.AreEqual((byte)crc, SensirionDevice.Crc((byte)high, (byte)low));
    }

    [TestMethod]
    public void Sht4x_measures_what_its_surroundings_are()
    {
        SimulatedSht4x chip = _bench.Bus.Attach(0x44, new SimulatedSht4x(_bench.Manual) { Celsius = -12.5, HumidityPercent = 83.2 });
        ISensor sensor = _bench.Create("sht4x");
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(-12.5, values[0], 0.003);
        Bench.Is(83.2, values[1], 0.002);

        chip.HumidityPercent = 104;
        Bench.Is(100, _bench.Measure(sensor)[1], 0);
    }

    [TestMethod]
    public void Scd4x_gives_each_value_once_and_restarts_a_chip_that_forgot()
    {
        SimulatedScd4x chip = _bench.Bus.Attach(0x62, new SimulatedScd4x(_bench.Manual) { CarbonDioxidePpm = 500, Celsius = 25, HumidityPercent = 37 });
        ISensor sensor = _bench.Create("scd4x", ("pressure", 870));
        Bench.AllMissing(MissingReason.WarmingUp, _bench.Measure(sensor));
        Assert.AreEqual(870, chip.AmbientPressure);

        _bench.Manual.MonotonicMs += 5000;
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(500, values[0], 0);
        Bench.Is(25, values[1], 0.01);
        Bench.Is(37, values[2], 0.01);
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(sensor));

        chip.Powered = false;
        Bench.AllMissing(MissingReason.I2cNack, _bench.Measure(sensor));
        chip.Powered = true;
        for (int i = 0; i < 3; i++) _ = _bench.Measure(sensor);
        _bench.Manual.MonotonicMs += 5000;
        Bench.Is(500, _bench.Measure(sensor)[0], 0);
    }

    [TestMethod]
    public void Sen5x_warms_up_then_measures_and_never_repeats_a_second()
    {
        SimulatedSen5x chip = _bench.Bus.Attach(0x69, new SimulatedSen5x(_bench.Manual) { Pm25 = 35.4, Celsius = -7.25, HumidityPercent = 61.5, NoxIndex = 12 });
        ISensor sensor = _bench.Create("sen5x");
        Bench.AllMissing(MissingReason.WarmingUp, _bench.Measure(sensor));
        _bench.Manual.MonotonicMs += 5000;
        SensorValue[] values = _bench.Measure(sensor);
        Assert.AreEqual(MissingReason.WarmingUp, values[1].Missing);
        Bench.Is(-7.25, values[5], 0.0026);
        Assert.AreEqual(MissingReason.WarmingUp, values[7].Missing);

        _bench.Manual.MonotonicMs += 30000;
        values = _bench.Measure(sensor);
        Bench.Is(35.4, values[1], 0.001);
        Bench.Is(61.5, values[4], 0.005);
        Bench.Is(12, values[7], 0.001);
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(sensor));

        chip.Powered = false;
        chip.Powered = true;
        _bench.Manual.MonotonicMs += 60000;
        Bench.AllMissing(MissingReason.WarmingUp, _bench.Measure(sensor));
        Bench.AllMissing(MissingReason.WarmingUp, _bench.Measure(sensor));
        _bench.Manual.MonotonicMs += 60000;
        Bench.Is(35.4, _bench.Measure(sensor)[1], 0.001);
    }
}
