using System.Collections;
using SmartCity.Node;
using SmartCity.Node.Clock;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>A platform with one bus, one of each pin kind and a manual clock; sensors are made by the factory from a row.</summary>
internal sealed class Bench : INodePlatform
{
    public ManualClock Manual { get; } = new();

    public SimulatedI2cBus Bus { get; } = new();

    public SimulatedPulseCounter Counter { get; } = new();

    public SimulatedAnalogInput AnalogPin { get; } = new();

    public SimulatedDigitalInput DigitalPin { get; } = new();

    public ISerialLine? Line { get; set; }

    /// <summary>Stands in front of <see cref="Bus"/> when set.</summary>
    public II2cBus? Tap { get; set; }

    INodeClock INodePlatform.Clock => Manual;

    IFlash INodePlatform.Flash => throw new NotSupportedException();

    INetwork INodePlatform.Network => throw new NotSupportedException();

    IMqtt INodePlatform.Mqtt => throw new NotSupportedException();

    byte[] INodePlatform.MacAddress => [];

    ResetReason INodePlatform.ResetReason => ResetReason.PowerOn;

    int INodePlatform.FreeHeap => 0;

    int INodePlatform.ProgramRoom => 0;

    public II2cBus? I2c(int bus) => bus == 0 ? Tap ?? Bus : null;

    public IPulseCounter? Pulses(int gpio) => gpio is 32 or 33 ? Counter : null;

    public IPulseCounter? Quadrature(int gpioA, int gpioB) => (gpioA, gpioB) == (32, 33) ? Counter : null;

    public IAnalogInput? Analog(int gpio) => gpio == 36 ? AnalogPin : null;

    public IDigitalInput? Input(int gpio, bool pullUp) => gpio is 34 or 35 ? DigitalPin : null;

    public IDigitalOutput Output(int gpio, bool initial) => new SimulatedDigitalOutput(initial);

    public ISerialLine? Serial(int port, int baud) => port == 0 ? Line : null;

    public int Random(int bound) => 0;

    public void KickWatchdog()
    {
    }

    public void Reboot()
    {
    }

    public void Log(string line)
    {
    }

    /// <summary>The sensor of a row, which must be sound.</summary>
    public ISensor Create(string kind, params (string Key, object Value)[] fields)
    {
        ISensor? sensor = TryCreate(out string? reason, kind, fields);
        Assert.IsNull(reason);
        Assert.IsNotNull(sensor);
        return sensor;
    }

    public ISensor? TryCreate(out string? reason, string kind, params (string Key, object Value)[] fields)
    {
        var table = new Hashtable();
        foreach ((string key, object value) in fields) table[key] = value is int whole ? (long)whole : value;
        return SensorFactory.Create(new SensorOptions(kind, table), this, out reason);
    }

    /// <summary>One measurement: start, let the asked time pass, read.</summary>
    public SensorValue[] Measure(ISensor sensor)
    {
        SensorValue[] values = Slots(sensor);
        Manual.MonotonicMs += sensor.Start();
        sensor.Read(values);
        return values;
    }

    /// <summary>Slots that hold an old value, so that one left as it was is seen.</summary>
    public static SensorValue[] Slots(ISensor sensor)
    {
        var values = new SensorValue[sensor.Quantities.Length];
        for (int i = 0; i < values.Length; i++) values[i] = new SensorValue { Value = -12345 };
        return values;
    }

    public static void AllMissing(string reason, SensorValue[] values)
    {
        foreach (SensorValue value in values)
        {
            Assert.AreEqual(reason, value.Missing);
            Assert.AreEqual(0, value.Value);
        }
    }

    public static void Is(double expected, SensorValue value, double within)
    {
        Assert.IsNull(value.Missing);
        Assert.AreEqual(expected, value.Value, within);
    }
}
