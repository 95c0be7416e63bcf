using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Decode;

[TestClass]
public sealed class RoundTripTests
{
    [TestMethod]
    public void What_the_node_encodes_is_what_the_gateway_reads()
    {
        var random = new Random(3);
        var (expected, actual) = (new Pack(), new Pack());
        var decoder = new PackDecoder();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = Packs.Any(random, expected);
            Assert.IsTrue(decoder.TryDecode(bytes, Packs.Base, actual, out var error), $"round {i}: {error}");
            Packs.AssertSame(expected, actual);
        }
    }

    [TestMethod]
    [DataRow(PackFormat.Cbor)]
    [DataRow(PackFormat.Json)]
    public void Decimals_arrive_as_the_double_a_person_would_write(PackFormat format)
    {
        var pack = new Pack();
        byte[] bytes = Packs.Encode(format, w =>
        {
            w.AddNumber("t", 2137, -2, 0, Quality.Good);
            w.AddNumber("p", 101325, -2, 0, Quality.Good);
            w.AddNumber("x", -1, -9, 0, Quality.Good);
        });
        Assert.IsTrue(new PackDecoder().TryDecode(bytes, Packs.Base, pack, out _));
        Assert.AreEqual(21.37, pack.Readings[0].Number);
        Assert.AreEqual(1013.25, pack.Readings[1].Number);
        Assert.AreEqual(-1e-9, pack.Readings[2].Number);
    }

    [TestMethod]
    [DataRow(PackFormat.Cbor)]
    [DataRow(PackFormat.Json)]
    public void A_pack_whose_boot_never_knew_the_time_ends_at_arrival_and_keeps_its_spacing(PackFormat format)
    {
        var pack = new Pack();
        byte[] bytes = Packs.Encode(
            format,
            w =>
            {
                w.AddNumber("t", 1, 0, 0, Quality.Good);
                w.AddNumber("t", 2, 0, 60_000, Quality.Good);
            },
            ClockState.Unknown);
        Assert.IsTrue(new PackDecoder().TryDecode(bytes, Packs.Base, pack, out _));
        Assert.AreEqual(TimeBasis.Unknown, pack.Basis);
        Assert.AreEqual(Packs.Base - 60_000, pack.Readings[0].TimeMs);
        Assert.AreEqual(Packs.Base, pack.Readings[1].TimeMs);
    }

    [TestMethod]
    public void Steady_state_allocates_nothing()
    {
        var pack = new Pack();
        var decoder = new PackDecoder();
        byte[] cbor = Packs.Encode(PackFormat.Cbor, Fill);
        byte[] json = Packs.Encode(PackFormat.Json, Fill);
        for (int i = 0; i < 3; i++)
        {
            decoder.TryDecode(cbor, 0, pack, out _);
            decoder.TryDecode(json, 0, pack, out _);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            decoder.TryDecode(cbor, i, pack, out _);
            decoder.TryDecode(json, i, pack, out _);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Fill(PackWriter w)
        {
            for (int i = 0; i < 12; i++) w.AddNumber("pm2_5", 123 + i, -1, i * 1000, Quality.Good);
            w.AddMissing("t", MissingReason.Crc, 0);
        }
    }
}
