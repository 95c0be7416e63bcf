using System.Text;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Decode;

/// <summary>The examples of RFC 8428 §5.1 and §6, through the decoder for foreign SenML.</summary>
[TestClass]
[TestCategory("conformance")]
public sealed class Rfc8428Tests
{
    private const long Now = 1_790_000_000_000;

    [TestMethod]
    public void Section_5_1_1_single_data_point()
    {
        var pack = Decode("""[{"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}]""");
        Expect(pack, 0, "urn:dev:ow:10e2073a01080063", "Cel", 23.1, Now);
        Assert.AreEqual(TimeBasis.Arrival, pack.Basis);
    }

    [TestMethod]
    public void Section_5_1_2_multiple_data_points()
    {
        var pack = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a01080063:","n":"voltage","u":"V","v":120.1},
              {"n":"current","u":"A","v":1.2}
            ]
            """);
        Expect(pack, 0, "urn:dev:ow:10e2073a01080063:voltage", "V", 120.1, Now);
        Expect(pack, 1, "urn:dev:ow:10e2073a01080063:current", "A", 1.2, Now);
    }

    private const string Series = """
        [
          {"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,
           "bu":"A","bver":5,
           "n":"voltage","u":"V","v":120.1},
          {"n":"current","t":-5,"v":1.2},
          {"n":"current","t":-4,"v":1.3},
          {"n":"current","t":-3,"v":1.4},
          {"n":"current","t":-2,"v":1.5},
          {"n":"current","t":-1,"v":1.6},
          {"n":"current","v":1.7}
        ]
        """;

    [TestMethod]
    public void Section_5_1_2_second_example_base_time_and_base_unit()
    {
        var pack = Decode(Series);
        ExpectSeries(pack, "urn:dev:ow:10e2073a0108006:");
    }

    [TestMethod]
    public void Section_5_1_3_multiple_measurements_with_relative_times()
    {
        var pack = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a01080063","bt":1.320067464e+09,"bu":"%RH","v":20},
              {"u":"lon","v":24.30621},
              {"u":"lat","v":60.07965},
              {"t":60,"v":20.3},
              {"u":"lon","t":60,"v":24.30622},
              {"u":"lat","t":60,"v":60.07965},
              {"t":120,"v":20.7},
              {"u":"lon","t":120,"v":24.30623},
              {"u":"lat","t":120,"v":60.07966},
              {"u":"%EL","t":150,"v":98},
              {"t":180,"v":21.2},
              {"u":"lon","t":180,"v":24.30628},
              {"u":"lat","t":180,"v":60.07967}
            ]
            """);
        Assert.AreEqual(13, pack.Count);
        Expect(pack, 0, "urn:dev:ow:10e2073a01080063", "%RH", 20, 1320067464000);
        Expect(pack, 4, "urn:dev:ow:10e2073a01080063", "lon", 24.30622, 1320067524000);
        Expect(pack, 9, "urn:dev:ow:10e2073a01080063", "%EL", 98, 1320067614000);
        Expect(pack, 12, "urn:dev:ow:10e2073a01080063", "lat", 60.07967, 1320067644000);
    }

    [TestMethod]
    public void Section_5_1_4_resolved_data()
    {
        var pack = Decode("""
            [
              {"n":"urn:dev:ow:10e2073a01080063","u":"%RH","t":1.320067464e+09,"v":20},
              {"n":"urn:dev:ow:10e2073a01080063","u":"lon","t":1.320067464e+09,"v":24.30621}
            ]
            """);
        Expect(pack, 1, "urn:dev:ow:10e2073a01080063", "lon", 24.30621, 1320067464000);
        Assert.AreEqual(TimeBasis.Node, pack.Basis);
    }

    [TestMethod]
    public void Section_5_1_5_multiple_data_types()
    {
        var pack = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a01080063:","n":"temp","u":"Cel","v":23.1},
              {"n":"label","vs":"Machine Room"},
              {"n":"open","vb":false},
              {"n":"nfc-reader","vd":"aGkgCg"}
            ]
            """);
        Assert.AreEqual("Machine Room", pack.Readings[1].Text);
        Assert.AreEqual(ReadingKind.Bool, pack.Readings[2].Kind);
        Assert.AreEqual(0, pack.Readings[2].Number);
        Assert.AreEqual("aGkgCg", pack.Readings[3].Text);
    }

    [TestMethod]
    public void Section_6_cbor()
    {
        const string hex =
            "87a721781b75726e3a6465763a6f773a3130653230373361303130383030363a" +
            "22fb41d303a15b00106223614120050067766f6c7461676501615602fb405e06" +
            "6666666666a3006763757272656e74062402fb3ff3333333333333a300676375" +
            "7272656e74062302fb3ff4cccccccccccda3006763757272656e74062202fb3f" +
            "f6666666666666a3006763757272656e74062102f93e00a3006763757272656e" +
            "74062002fb3ff999999999999aa3006763757272656e74060002fb3ffb333333" +
            "333333";
        var pack = new Pack();
        Assert.IsTrue(new PackDecoder(DecoderOptions.Foreign).TryDecode(Convert.FromHexString(hex), Now, pack, out var error), error.ToString());
        ExpectSeries(pack, "urn:dev:ow:10e2073a0108006:");
    }

    [TestMethod]
    public void Section_4_6_base_value_is_added()
    {
        var pack = Decode("""[{"bn":"a","bv":20,"n":"t","v":1.5},{"n":"u"},{"n":"w","bv":0,"v":3}]""");
        Assert.AreEqual(21.5, pack.Readings[0].Number);
        Assert.AreEqual(20, pack.Readings[1].Number);
        Assert.AreEqual(3, pack.Readings[2].Number);
    }

    [TestMethod]
    public void Foreign_packs_are_not_evaluated_and_the_contract_refuses_them()
    {
        const string json = """[{"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}]""";
        Assert.AreEqual(Quality.NotEvaluated, Decode(json).Readings[0].Quality);
        Assert.IsFalse(new PackDecoder().TryDecode(Encoding.UTF8.GetBytes(json), Now, new Pack(), out _));
    }

    private static void ExpectSeries(Pack pack, string baseName)
    {
        Assert.AreEqual(7, pack.Count);
        Expect(pack, 0, baseName + "voltage", "V", 120.1, 1276020076001);
        for (int i = 1; i < 7; i++) Expect(pack, i, baseName + "current", "A", (11 + i) / 10.0, 1276020070001 + (i * 1000));
    }

    private static void Expect(Pack pack, int index, string name, string unit, double value, long timeMs)
    {
        var reading = pack.Readings[index];
        Assert.AreEqual(name, reading.Channel);
        Assert.AreEqual(unit, reading.Unit);
        Assert.AreEqual(value, reading.Number);
        Assert.AreEqual(timeMs, reading.TimeMs);
    }

    private static Pack Decode(string json)
    {
        var pack = new Pack();
        bool ok = new PackDecoder(DecoderOptions.Foreign).TryDecode(Encoding.UTF8.GetBytes(json), Now, pack, out var error);
        Assert.IsTrue(ok, error.ToString());
        return pack;
    }
}
