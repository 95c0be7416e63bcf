using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

[TestClass]
public sealed class Bme280Tests
{
    private readonly Bench _bench = new();

    /// <summary>BST-BMP280-DS001 rev 1.19 §3.12, the worked example of the compensation both chips share.</summary>
    [TestMethod]
    public void The_compensation_gives_the_datasheets_worked_example()
    {
        var trim = new Bme280Trim
        {
            T1 = 27504,
            T2 = 26435,
            T3 = -1000,
            P1 = 36477,
            P2 = -10685,
            P3 = 3024,
            P4 = 2855,
            P5 = 140,
            P6 = -7,
            P7 = 15500,
            P8 = -14600,
            P9 = 6000,
        };
        Assert.AreEqual(25.08, trim.Celsius(519888), 0.005);
        Assert.AreEqual(128422, trim.Fine, 1);
        Assert.AreEqual(100653.27, trim.Pascal(415148), 0.05);
    }

    [TestMethod]
    [DataRow(-35.0, 12.0, 1040.0)]
    [DataRow(0.0, 99.0, 995.5)]
    [DataRow(21.37, 45.5, 1013.25)]
    [DataRow(60.0, 5.0, 560.0)]
    public void It_measures_what_its_surroundings_are(double celsius, double percent, double hectopascal)
    {
        _bench.Bus.Attach(0x76, new SimulatedBme280(_bench.Manual) { Celsius = celsius, HumidityPercent = percent, Hectopascal = hectopascal });
        SensorValue[] values = _bench.Measure(_bench.Create("bme280"));
        Bench.Is(celsius, values[0], 0.01);
        Bench.Is(percent, values[1], 0.1);
        Bench.Is(hectopascal, values[2], 0.05);
    }

    [TestMethod]
    public void A_chip_that_lost_its_supply_between_start_and_read_gives_no_value()
    {
        SimulatedBme280 chip = _bench.Bus.Attach(0x76, new SimulatedBme280(_bench.Manual));
        ISensor sensor = _bench.Create("bme280");
        _bench.Manual.MonotonicMs += sensor.Start();
        chip.Powered = false;
        chip.Powered = true;
        SensorValue[] values = Bench.Slots(sensor);
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
        Bench.Is(20, _bench.Measure(sensor)[0], 0.01);
    }

    [TestMethod]
    public void Reading_too_early_gives_no_value()
    {
        _bench.Bus.Attach(0x76, new SimulatedBme280(_bench.Manual));
        ISensor sensor = _bench.Create("bme280");
        _ = sensor.Start();
        SensorValue[] values = Bench.Slots(sensor);
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
    }

    [TestMethod]
    public void Another_chip_at_the_address_is_named()
    {
        _bench.Bus.Attach(0x76, new SimulatedIna219(_bench.Manual));
        Bench.AllMissing(MissingReason.I2cNack, _bench.Measure(_bench.Create("bme280")));
        _bench.Bus.Attach(0x76, new SimulatedAds1115());
        Bench.AllMissing(MissingReason.WrongDevice, _bench.Measure(_bench.Create("bme280")));
    }
}
