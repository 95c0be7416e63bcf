using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

[TestClass]
public sealed class ModbusTests
{
    private readonly Bench _bench = new();
    private readonly SimulatedSerialLine _line;
    private readonly SimulatedModbusProbe _methane = new(5);

    public ModbusTests()
    {
        _bench.Line = _line = new SimulatedSerialLine(_bench.Manual);
        _line.Attach(_methane);
    }

    /// <summary>MODBUS over Serial Line V1.02 §6.2.2: 02 07 has 0x1241; and a request known from many manuals.</summary>
    [TestMethod]
    public void The_crc_is_that_of_the_specification()
    {
        Assert.AreEqual(0x1241, ModbusFrame.Crc([0x02, 0x07], 2));
        byte[] request = new byte[8];
        ModbusFrame.Request(request, 1, 3, 0, 10);
        CollectionAssert.AreEqual(new byte[] { 0x01, 0x03, 0x00, 0x00, 0x00, 0x0a, 0xc5, 0xcd }, request);
    }

    [TestMethod]
    [DataRow("u16", 0xfff0, 65520.0)]
    [DataRow("s16", 0xfff0, -16.0)]
    public void One_register_is_read_by_its_type(string type, int word, double expected)
    {
        _methane.SetWord(7, word);
        Bench.Is(expected, _bench.Measure(Probe(5, 7, ("type", type)))[0], 0);
    }

    [TestMethod]
    [DataRow("u32", -2, 4294967294.0)]
    [DataRow("s32", -2, -2.0)]
    public void Two_registers_are_read_by_their_type(string type, int value, double expected)
    {
        _methane.SetLong(7, value);
        Bench.Is(expected, _bench.Measure(Probe(5, 7, ("type", type)))[0], 0);
    }

    [TestMethod]
    public void A_float_is_read_in_either_word_order_and_scaled()
    {
        _methane.SetFloat(2, 7.25f);
        Bench.Is(7.25, _bench.Measure(Probe(5, 2, ("type", "f32")))[0], 0);
        int bits = BitConverter.SingleToInt32Bits(7.25f);
        _methane.SetWord(2, bits);
        _methane.SetWord(3, bits >> 16);
        Bench.Is(73.5, _bench.Measure(Probe(5, 2, ("type", "f32"), ("lowWordFirst", true), ("scale", 10), ("offset", 1)))[0], 0);
        _methane.SetFloat(2, float.NaN);
        Bench.AllMissing(MissingReason.Range, _bench.Measure(Probe(5, 2, ("type", "f32"))));
        _methane.SetFloat(2, 101);
        Bench.AllMissing(MissingReason.Range, _bench.Measure(Probe(5, 2, ("type", "f32"), ("max", 100))));
    }

    [TestMethod]
    public void Silence_disturbance_and_refusal_are_told_apart_and_end()
    {
        _methane.SetWord(0, 55);
        ISensor probe = Probe(5, 0);
        _methane.Silent = true;
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(probe));
        _methane.Silent = false;
        _line.Cut = true;
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(probe));
        _line.Cut = false;
        _line.Disturbed = true;
        Bench.AllMissing(MissingReason.Crc, _bench.Measure(probe));
        _line.Disturbed = false;
        Bench.AllMissing(MissingReason.Refused, _bench.Measure(Probe(5, 99)));
        Bench.Is(55, _bench.Measure(probe)[0], 0);
    }

    [TestMethod]
    public void A_reply_that_comes_too_late_is_not_taken_for_the_next_one()
    {
        _methane.SetWord(0, 1);
        _methane.LatencyMs = 400;
        ISensor probe = Probe(5, 0);
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(probe));
        _methane.LatencyMs = 40;
        _methane.SetWord(0, 2);
        _bench.Manual.MonotonicMs += 1000;
        Bench.Is(2, _bench.Measure(probe)[0], 0);
    }

    [TestMethod]
    public void Probes_on_one_line_take_turns_when_started_together()
    {
        ISensor[] probes = new ISensor[4];
        long[] due = new long[4];
        for (int i = 0; i < 4; i++)
        {
            if (i > 0) _line.Attach(new SimulatedModbusProbe((byte)(5 + i))).SetWord(0, 100 + i);
            probes[i] = Probe(5 + i, 0);
        }

        _methane.SetWord(0, 100);
        for (int i = 0; i < 4; i++) due[i] = _bench.Manual.MonotonicMs + probes[i].Start();
        for (int i = 0; i < 4; i++)
        {
            // The node comes late by up to 90 ms.
            _bench.Manual.MonotonicMs = due[i] + (i % 2 * 90);
            SensorValue[] values = Bench.Slots(probes[i]);
            probes[i].Read(values);
            Bench.Is(100 + i, values[0], 0);
        }
    }

    [TestMethod]
    public void A_probe_that_nobody_came_back_for_does_not_hold_the_line()
    {
        _methane.SetWord(0, 9);
        ISensor forgotten = Probe(5, 0);
        _ = forgotten.Start();
        _bench.Manual.MonotonicMs += 60_000;
        ISensor probe = Probe(5, 0);
        Bench.Is(9, _bench.Measure(probe)[0], 0);
        SensorValue[] values = Bench.Slots(forgotten);
        forgotten.Read(values);
        Bench.AllMissing(MissingReason.Timeout, values);
    }

    [TestMethod]
    public void No_garbage_on_the_line_becomes_a_value_or_an_exception()
    {
        byte[] request = new byte[8];
        ModbusFrame.Request(request, 5, 3, 0, 1);
        Gen.Byte.Array[0, 9].Sample(reply =>
        {
            byte[] buffer = new byte[9];
            reply.CopyTo(buffer, 0);
            return ModbusFrame.Check(request, buffer, reply.Length) != null;
        });
    }

    private ISensor Probe(int slave, int register, params (string, object)[] more) =>
        _bench.Create("modbus", [("slave", slave), ("register", register), .. more]);
}
