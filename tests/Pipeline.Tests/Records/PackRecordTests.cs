using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Pipeline.Tests.Records;

[TestClass]
public sealed class PackRecordTests
{
    [TestMethod]
    public void A_record_reads_back_as_written_flags_and_all()
    {
        var random = new Random(4);
        var (pack, back) = (new Pack(), new Pack());
        var strings = new StringCache();
        byte[] bytes = new byte[PackRecord.MaxBytes];
        for (int i = 0; i < 5000; i++)
        {
            Fill(random, pack);
            Assert.IsTrue(PackRecord.TryWrite(pack, bytes, out int length));
            Assert.IsTrue(PackRecord.TryRead(bytes.AsSpan(0, length), back, strings, out var error), error.ToString());
            Packs.AssertSame(pack, back);
            Assert.AreEqual((pack.Site, pack.Node, pack.IsEvent, pack.ReceivedMs), (back.Site, back.Node, back.IsEvent, back.ReceivedMs));
        }
    }

    [TestMethod]
    [TestCategory("attack")]
    public void A_damaged_record_is_an_error_or_another_pack_never_an_exception()
    {
        var random = new Random(5);
        var (pack, back) = (new Pack(), new Pack());
        var strings = new StringCache();
        byte[] bytes = new byte[PackRecord.MaxBytes];
        for (int i = 0; i < 20_000; i++)
        {
            Fill(random, pack);
            Assert.IsTrue(PackRecord.TryWrite(pack, bytes, out int length));
            byte[] damaged = Mutations.Mutate(random, bytes[..length]);
            if (PackRecord.TryRead(damaged, back, strings, out var error)) continue;
            Assert.AreNotEqual("", error.Reason);
        }
    }

    [TestMethod]
    public void A_record_that_does_not_fit_says_so()
    {
        var pack = new Pack();
        Fill(new Random(6), pack);
        byte[] bytes = new byte[PackRecord.MaxBytes];
        Assert.IsTrue(PackRecord.TryWrite(pack, bytes, out int length));
        for (int room = 0; room < length; room++) Assert.IsFalse(PackRecord.TryWrite(pack, bytes.AsSpan(0, room), out _));
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-0.0)]
    [DataRow(21.37)]
    [DataRow(0.1 + 0.2)]
    [DataRow(1e300)]
    [DataRow(-1e-300)]
    [DataRow(double.MaxValue)]
    [DataRow(4294967296.5)]
    public void Numbers_come_back_bit_for_bit(double value)
    {
        var (pack, back) = (new Pack(), new Pack());
        pack.Add() = new Reading { Channel = "x", Number = value, Quality = 1 };
        byte[] bytes = new byte[PackRecord.MaxBytes];
        PackRecord.TryWrite(pack, bytes, out int length);
        PackRecord.TryRead(bytes.AsSpan(0, length), back, new StringCache(), out _);
        Assert.AreEqual(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back.Readings[0].Number));
    }

    private static void Fill(Random random, Pack pack)
    {
        Packs.Any(random, pack);
        pack.Site = "harbour";
        pack.Node = "junction-" + random.Next(9);
        pack.IsEvent = random.Next(2) == 0;
        pack.ReceivedMs = Packs.Base + random.Next(10_000);
        foreach (ref var reading in pack.Readings)
        {
            if (random.Next(5) == 0) reading.Unit = "ug/m3";
            if (random.Next(5) == 0) reading.Tests = (ushort)random.Next(1 << 16);
        }
    }
}
