using System.Collections;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>The device has a 60 KB heap and a slow collector: no driver allocates to measure.</summary>
[TestClass]
public sealed class AllocationTests
{
    [TestMethod]
    [DataRow("sht4x")]
    [DataRow("bme280")]
    [DataRow("scd4x")]
    [DataRow("sen5x")]
    [DataRow("bh1750")]
    [DataRow("ads1115")]
    [DataRow("loop-4-20")]
    [DataRow("noise-dba")]
    [DataRow("no2")]
    [DataRow("ina219")]
    [DataRow("mcp23017")]
    [DataRow("adxl345")]
    [DataRow("level-tfluna")]
    [DataRow("ds3231")]
    [DataRow("pulse")]
    [DataRow("flow")]
    [DataRow("contact")]
    [DataRow("supply")]
    [DataRow("gnss")]
    [DataRow("modbus")]
    [DataRow("level-a02yyuw")]
    public void A_measurement_allocates_nothing(string kind)
    {
        Bench bench = new();
        bench.Bus.Attach(0x44, new SimulatedSht4x(bench.Manual));
        bench.Bus.Attach(0x76, new SimulatedBme280(bench.Manual));
        bench.Bus.Attach(0x62, new SimulatedScd4x(bench.Manual));
        bench.Bus.Attach(0x69, new SimulatedSen5x(bench.Manual));
        bench.Bus.Attach(0x23, new SimulatedBh1750(bench.Manual));
        bench.Bus.Attach(0x40, new SimulatedIna219(bench.Manual));
        bench.Bus.Attach(0x48, new SimulatedAds1115());
        bench.Bus.Attach(0x20, new SimulatedMcp23017());
        bench.Bus.Attach(0x53, new SimulatedAdxl345(bench.Manual));
        bench.Bus.Attach(0x10, new SimulatedTfLuna(bench.Manual));
        bench.Bus.Attach(0x68, new SimulatedDs3231(bench.Manual));
        SimulatedSerialLine line = new(bench.Manual);
        if (kind == "modbus") line.Attach(new SimulatedModbusProbe(1)).SetWord(0, 1);
        if (kind == "gnss") line.Attach(new SimulatedGnss(() => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        if (kind == "level-a02yyuw") line.Attach(new SimulatedA02yyuw());
        var tape = new Tape(bench.Bus, line);
        (bench.Tap, bench.Line) = (tape, tape);
        Hashtable row = new() { ["channel"] = 0L, ["high"] = 130L, ["we"] = 0L, ["ae"] = 1L, ["mvPerPpb"] = 0.3, ["litres"] = 1L, ["register"] = 0L };
        row["gpio"] = kind switch { "supply" => 36L, "contact" => 34L, _ => 32L };
        ISensor? sensor = SensorFactory.Create(new SensorOptions(kind, row), bench, out string? reason);
        Assert.IsNotNull(sensor, reason);

        SensorValue[] values = Bench.Slots(sensor);
        for (int i = 0; i < 40; i++) Measure(bench, sensor, values);
        tape.Replay();
        for (int i = 0; i < 40; i++) Measure(bench, sensor, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++) Measure(bench, sensor, values);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Measure(Bench bench, ISensor sensor, SensorValue[] values)
    {
        bench.Manual.MonotonicMs += 7000;
        bench.Manual.MonotonicMs += sensor.Start();
        sensor.Read(values);
    }
}
