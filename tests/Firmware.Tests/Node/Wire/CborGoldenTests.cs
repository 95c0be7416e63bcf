#nullable disable
namespace SmartCity.Firmware.Tests.Node.Wire
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Wire;

    /// <summary>Bytes of every rule of the wire contract, worked out by hand from RFC 8428 §6 and RFC 8949.</summary>
    [TestClass]
    public class CborGoldenTests
    {
        // -2: "urn:dev:mac:246f28fffe010203:"
        private const string BaseName = "21781d75726e3a6465763a6d61633a323436663238666666653031303230333a";
        private const string Boot = "64626f6f74";
        private const string Seq = "63736571";

        [TestMethod]
        public void A_synchronised_pack_has_unix_time_and_decimal_fractions()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("t", 2137, -2, 0, Quality.Good);
            bench.Writer.AddNumber("rh", 4500, -2, 0, Quality.Good);
            Assert.AreEqual(
                "82a6" + BaseName + "221a6955b900" + Boot + "03" + Seq + "07" + "00617402c482211908" + "59" + "a20062726802182d",
                bench.Hex(ClockState.Synchronised, BenchClock.Start, 3, 7));
        }

        [TestMethod]
        public void Milliseconds_and_halves_are_exact()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("t", 2150, -2, 0, Quality.Good);
            Assert.AreEqual(
                "81a6" + BaseName + "22c482221b0000019b76daa87b" + Boot + "03" + Seq + "07" + "00617402f94d60",
                bench.Hex(ClockState.Synchronised, BenchClock.Start + 123, 3, 7));
        }

        [TestMethod]
        public void A_relative_pack_has_a_negative_base_time()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("t", -5, 0, 0, Quality.Good);
            Assert.AreEqual(
                "81a6" + BaseName + "22c4822239ee48" + Boot + "01" + Seq + "00" + "0061740224",
                bench.Hex(ClockState.Relative, -61001, 1, 0));
        }

        [TestMethod]
        public void A_relative_pack_of_this_moment_has_base_time_zero()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("t", 0, -2, 0, Quality.Good);
            Assert.AreEqual(
                "81a6" + BaseName + "2200" + Boot + "01" + Seq + "00" + "0061740200",
                bench.Hex(ClockState.Relative, 0, 1, 0));
        }

        [TestMethod]
        public void A_pack_whose_time_was_never_known_says_clk_0_and_has_no_base_time()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("t", 1, 0, 0, Quality.Good);
            Assert.AreEqual(
                "81a6" + BaseName + Boot + "02" + Seq + "09" + "63636c6b00" + "0061740201",
                bench.Hex(ClockState.Unknown, 12345, 2, 9));
        }

        [TestMethod]
        public void A_missing_value_is_its_reason_with_flag_9()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddMissing("co2", MissingReason.I2cNack, 0);
            Assert.AreEqual(
                "81a7" + BaseName + "221a6955b900" + Boot + "03" + Seq + "08" + "0063636f3203686932632d6e61636b617109",
                bench.Hex(ClockState.Synchronised, BenchClock.Start, 3, 8));
        }

        [TestMethod]
        public void States_offsets_and_flags_take_a_field_each_only_when_they_say_something()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            bench.Writer.AddNumber("p", 101325, -2, 0, Quality.Good);
            bench.Writer.AddNumber("p", 101310, -2, 1500, Quality.Suspect);
            bench.Writer.AddBool("door", false, 60000, Quality.Good);
            bench.Writer.AddBool("door", true, 0, Quality.Good);
            bench.Writer.AddText("phase", "red", 0, Quality.NotEvaluated);
            Assert.AreEqual(
                "85a6" + BaseName + "221a6955b900" + Boot + "03" + Seq + "08" + "00617002fa447d5000"
                + "a400617002c4822019279306f93e00617103"
                + "a30064646f6f7204f406183c"
                + "a20064646f6f7204f5"
                + "a300657068617365036372656461710" + "2",
                bench.Hex(ClockState.Synchronised, BenchClock.Start, 3, 8));
        }

        [TestMethod]
        public void From_16_records_on_the_array_is_open_ended()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            string expected = "9fa6" + BaseName + "221a6955b900" + Boot + "03" + Seq + "08" + "0061740200";
            for (int i = 0; i < 16; i++)
            {
                bench.Writer.AddNumber("t", i, 0, 0, Quality.Good);
                if (i > 0) expected += "a200617402" + HexText.Of(new byte[] { (byte)i }, 1);
            }

            Assert.AreEqual(expected + "ff", bench.Hex(ClockState.Synchronised, BenchClock.Start, 3, 8));
        }
    }
}
