using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>Every I2C kind: a fault is a named reason in every slot, an old value is never left, and it recovers.</summary>
[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    [DataRow("sht4x", 0x44)]
    [DataRow("bme280", 0x76)]
    [DataRow("scd4x", 0x62)]
    [DataRow("sen5x", 0x69)]
    [DataRow("bh1750", 0x23)]
    [DataRow("ads1115", 0x48)]
    [DataRow("loop-4-20", 0x48)]
    [DataRow("noise-dba", 0x48)]
    [DataRow("ina219", 0x40)]
    [DataRow("no2", 0x48)]
    [DataRow("mcp23017", 0x20)]
    [DataRow("adxl345", 0x53)]
    [DataRow("level-tfluna", 0x10)]
    [DataRow("ds3231", 0x68)]
    public void A_fault_on_the_bus_is_named_and_ends_when_it_ends(string kind, int address)
    {
        Bench bench = Populated();
        ISensor sensor = bench.Create(kind, ("channel", 0), ("high", 130), ("we", 0), ("ae", 0), ("mvPerPpb", 0.3));
        WarmUp(bench, sensor);
        Bench.AllMissing(MissingReason.I2cNack, Faulty(bench, sensor, address, I2cFault.Nack));
        Bench.AllMissing(MissingReason.Timeout, Faulty(bench, sensor, address, I2cFault.Timeout));
        WarmUp(bench, sensor);
    }

    [TestMethod]
    [DataRow("sht4x", 0x44)]
    [DataRow("scd4x", 0x62)]
    [DataRow("sen5x", 0x69)]
    public void A_flipped_bit_is_a_crc_error(string kind, int address)
    {
        Bench bench = Populated();
        ISensor sensor = bench.Create(kind);
        WarmUp(bench, sensor);
        bench.Manual.MonotonicMs += 60_000;
        Bench.AllMissing(MissingReason.Crc, Faulty(bench, sensor, address, I2cFault.FlippedBit));
    }

    [TestMethod]
    [DataRow("sht4x", 0x44)]
    [DataRow("bme280", 0x76)]
    [DataRow("scd4x", 0x62)]
    [DataRow("sen5x", 0x69)]
    [DataRow("bh1750", 0x23)]
    [DataRow("ina219", 0x40)]
    [DataRow("adxl345", 0x53)]
    [DataRow("level-tfluna", 0x10)]
    public void A_device_that_dies_between_start_and_read_gives_no_value(string kind, int address)
    {
        Bench bench = Populated();
        ISensor sensor = bench.Create(kind);
        WarmUp(bench, sensor);
        bench.Manual.MonotonicMs += 60_000;
        bench.Manual.MonotonicMs += sensor.Start();
        bench.Bus.Inject(address, I2cFault.Timeout);
        SensorValue[] values = Bench.Slots(sensor);
        sensor.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
    }

    private static Bench Populated()
    {
        var bench = new Bench();
        bench.Bus.Attach(0x44, new SimulatedSht4x(bench.Manual));
        bench.Bus.Attach(0x76, new SimulatedBme280(bench.Manual));
        bench.Bus.Attach(0x62, new SimulatedScd4x(bench.Manual));
        bench.Bus.Attach(0x69, new SimulatedSen5x(bench.Manual));
        bench.Bus.Attach(0x23, new SimulatedBh1750(bench.Manual));
        bench.Bus.Attach(0x40, new SimulatedIna219(bench.Manual));
        bench.Bus.Attach(0x20, new SimulatedMcp23017());
        bench.Bus.Attach(0x53, new SimulatedAdxl345(bench.Manual));
        bench.Bus.Attach(0x10, new SimulatedTfLuna(bench.Manual));
        bench.Bus.Attach(0x68, new SimulatedDs3231(bench.Manual) { Time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        bench.Bus.Attach(0x48, new SimulatedAds1115())[0] = 1.2;
        return bench;
    }

    private static SensorValue[] Faulty(Bench bench, ISensor sensor, int address, I2cFault fault)
    {
        bench.Bus.Inject(address, fault);
        SensorValue[] values = bench.Measure(sensor);
        bench.Bus.Inject(address, I2cFault.None);
        bench.Manual.MonotonicMs += 2000;
        return values;
    }

    // At most six measurements, ten seconds apart, until all quantities are there.
    private static void WarmUp(Bench bench, ISensor sensor)
    {
        SensorValue[] values = [];
        for (int i = 0; i < 6; i++)
        {
            values = bench.Measure(sensor);
            bench.Manual.MonotonicMs += 10_000;
        }

        foreach (SensorValue value in values) Assert.IsNull(value.Missing);
    }
}
