using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

[TestClass]
public sealed class PinTests
{
    private readonly Bench _bench = new();

    [TestMethod]
    public void Pulses_are_counted_once_and_rated_by_the_time_between()
    {
        ISensor sensor = _bench.Create("pulse", ("gpio", 32), ("worth", 0.5));
        _bench.Counter.Add(40);
        _bench.Manual.MonotonicMs += 10_000;
        SensorValue[] values = _bench.Measure(sensor);
        Bench.Is(20, values[0], 0);
        Bench.Is(2, values[1], 1e-9);

        _bench.Manual.MonotonicMs += 10_000;
        values = _bench.Measure(sensor);
        Bench.Is(0, values[0], 0);
        Bench.Is(0, values[1], 0);
    }

    [TestMethod]
    public void A_counter_that_ran_backwards_is_no_count_and_counts_on()
    {
        ISensor sensor = _bench.Create("pulse", ("gpio", 32));
        _bench.Counter.Add(100);
        _bench.Manual.MonotonicMs += 1000;
        _ = _bench.Measure(sensor);
        _bench.Counter.Lose();
        _bench.Manual.MonotonicMs += 1000;
        Bench.AllMissing(MissingReason.Range, _bench.Measure(sensor));
        _bench.Counter.Add(7);
        _bench.Manual.MonotonicMs += 1000;
        Bench.Is(7, _bench.Measure(sensor)[0], 0);
    }

    [TestMethod]
    public void A_contact_has_a_state_only_when_it_is_settled()
    {
        ISensor door = _bench.Create("contact", ("gpio", 34));
        ISensor mains = _bench.Create("contact", ("gpio", 35), ("activeLow", true));
        Bench.Is(0, _bench.Measure(door)[0], 0);
        Bench.Is(1, _bench.Measure(mains)[0], 0);
        _bench.DigitalPin.Bounce(true, 2);
        Bench.AllMissing(MissingReason.Unsettled, _bench.Measure(door));
        Bench.Is(1, _bench.Measure(door)[0], 0);
        Bench.Is(0, _bench.Measure(mains)[0], 0);
    }

    [TestMethod]
    [DataRow("barometer", "", 0, "no sensor of kind barometer")]
    [DataRow("sht4x", "bus", 3, "sht4x: no I2C bus 3")]
    [DataRow("sht4x", "address", 0x78, "sht4x: address is not 0x08 to 0x77")]
    [DataRow("ads1115", "channel", 4, "ads1115: channel is not 0 to 3")]
    [DataRow("ads1115", "gain", 6, "ads1115: gain is not 0 to 5")]
    [DataRow("loop-4-20", "channel", 0, "loop-4-20: low and high are the values at 4 and 20 mA and must differ")]
    [DataRow("ina219", "ohms", 0, "ina219: ohms must be above 0")]
    [DataRow("pulse", "gpio", 5, "pulse: no pulse counter on GPIO 5")]
    [DataRow("pulse", "", 0, "pulse: gpio is not a GPIO number")]
    [DataRow("supply", "gpio", 4, "supply: no ADC1 input on GPIO 4")]
    [DataRow("contact", "gpio", 4, "contact: no input on GPIO 4")]
    [DataRow("contact", "debounceMs", -1, "contact: debounceMs is not 0 to 5000")]
    [DataRow("flow", "gpio", 32, "flow: litres a pulse must be above 0")]
    [DataRow("modbus", "register", -1, "modbus: register is not 0 to 65535")]
    [DataRow("modbus", "slave", 0, "modbus: slave is not 1 to 247")]
    [DataRow("modbus", "function", 6, "modbus: function is not 3 or 4")]
    [DataRow("modbus", "register", 0, "modbus: no serial port 0")]
    [DataRow("gnss", "port", 2, "gnss: no serial port 2")]
    [DataRow("no2", "we", 0, "no2: mvPerPpb is on the cell's label and must be above 0")]
    [DataRow("mcp23017", "mask", 0, "mcp23017: mask is not 1 to 65535")]
    public void A_row_that_cannot_be_made_says_why(string kind, string key, int value, string reason)
    {
        Assert.IsNull(_bench.TryCreate(out string? said, kind, (key, value)));
        Assert.AreEqual(reason, said);
    }
}
