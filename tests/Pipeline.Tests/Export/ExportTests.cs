using System.Buffers;
using System.Text;
using System.Text.Json;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Tests.Export;

[TestClass]
public sealed class ExportTests
{
    [TestMethod]
    public void A_line_a_reading_with_its_key_its_time_and_its_flags()
    {
        var pack = Sample();
        var target = new ArrayBufferWriter<byte>();
        using var writer = new NdjsonWriter();
        writer.Write(pack, target);
        string[] lines = Encoding.UTF8.GetString(target.WrittenSpan).TrimEnd('\n').Split('\n');
        Assert.AreEqual(
            """{"site":"s","node":"n","boot":1,"seq":2,"index":0,"time":"2026-09-21T14:13:20.123Z","channel":"t","value":21.37}""",
            lines[0]);
        Assert.AreEqual(
            """{"site":"s","node":"n","boot":1,"seq":2,"index":1,"time":"2026-09-21T14:13:21.123Z","channel":"pm2_5","unit":"mg/m3","value":5000,"quality":4,"tests":["gross_range","spike"]}""",
            lines[1]);
        Assert.AreEqual(
            """{"site":"s","node":"n","boot":1,"seq":2,"index":2,"time":"2026-09-21T14:13:20.123Z","channel":"rh","missing":"crc","quality":9}""",
            lines[2]);
        Assert.HasCount(4, lines);
    }

    [TestMethod]
    public void Any_text_stays_one_line_of_valid_json()
    {
        var pack = new Pack { Site = "s", Node = "n" };
        pack.Add() = new Reading { Channel = "label", Kind = ReadingKind.Text, Text = "a\"b\\c\n\u0001é中", Quality = 1 };
        var target = new ArrayBufferWriter<byte>();
        using var writer = new NdjsonWriter();
        writer.Write(pack, target);
        Assert.AreEqual(target.WrittenCount - 1, target.WrittenSpan.IndexOf((byte)'\n'));
        using var json = JsonDocument.Parse(target.WrittenMemory);
        Assert.AreEqual("a\"b\\c\n\u0001é中", json.RootElement.GetProperty("state").GetString());
    }

    [TestMethod]
    public void Re_encoded_senml_decodes_to_the_same_readings_in_both_formats()
    {
        var random = new Random(9);
        var (pack, back) = (new Pack { Site = "s", Node = "n" }, new Pack());
        var decoder = new PackDecoder(new DecoderOptions { MaxBytes = 16384 });
        byte[] cbor = new byte[16384];
        using var writer = new SenmlJsonWriter();
        for (int i = 0; i < 2000; i++)
        {
            Packs.Any(random, pack);
            pack.Readings[0].Unit = random.Next(2) == 0 ? "K" : null;
            var target = new ArrayBufferWriter<byte>();
            writer.Write(pack, target);
            Assert.IsTrue(decoder.TryDecode(target.WrittenSpan, 0, back, out var error), error.ToString());
            pack.Basis = TimeBasis.Node;
            Packs.AssertSame(pack, back);
            Assert.IsTrue(SenmlCborWriter.TryWrite(pack, cbor, out int length));
            Assert.IsTrue(decoder.TryDecode(cbor.AsSpan(0, length), 0, back, out error), error.ToString());
            Packs.AssertSame(pack, back);
        }
    }

    [TestMethod]
    public void Senml_carries_key_clock_and_tests()
    {
        var pack = Sample();
        pack.Basis = TimeBasis.Arrival;
        var target = new ArrayBufferWriter<byte>();
        using var writer = new SenmlJsonWriter();
        writer.Write(pack, target);
        using var json = JsonDocument.Parse(target.WrittenMemory);
        var first = json.RootElement[0];
        Assert.AreEqual("n", first.GetProperty("node").GetString());
        Assert.AreEqual(2, first.GetProperty("seq").GetInt32());
        Assert.AreEqual("arrival", first.GetProperty("clock").GetString());
        Assert.AreEqual("spike", json.RootElement[1].GetProperty("tests")[1].GetString());
    }

    private static Pack Sample()
    {
        var pack = new Pack { Site = "s", Node = "n", Boot = 1, Seq = 2, BaseName = Packs.Mac };
        pack.Add() = new Reading { Channel = "t", Number = 21.37, TimeMs = Packs.Base, Quality = 1 };
        pack.Add() = new Reading
        {
            Channel = "pm2_5",
            Unit = "mg/m3",
            Number = 5000,
            TimeMs = Packs.Base + 1000,
            Quality = 4,
            Tests = (ushort)(QualityTest.GrossRange | QualityTest.Spike),
        };
        pack.Add() = new Reading { Channel = "rh", Kind = ReadingKind.Missing, Text = "crc", TimeMs = Packs.Base, Quality = 9 };
        pack.Add() = new Reading { Channel = "door", Kind = ReadingKind.Bool, Number = 1, TimeMs = Packs.Base, Quality = 1 };
        return pack;
    }
}
