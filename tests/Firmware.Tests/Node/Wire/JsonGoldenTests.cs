#nullable disable
namespace SmartCity.Firmware.Tests.Node.Wire
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Wire;

    /// <summary>The same rules in JSON.</summary>
    [TestClass]
    public class JsonGoldenTests
    {
        private const string Name = "[{\"bn\":\"urn:dev:mac:246f28fffe010203:\",";

        [TestMethod]
        public void A_synchronised_pack()
        {
            PackBench bench = new PackBench(PackFormat.Json);
            bench.Writer.AddNumber("t", 2137, -2, 0, Quality.Good);
            bench.Writer.AddNumber("rh", 4500, -2, 1500, Quality.Suspect);
            bench.Writer.AddMissing("co2", MissingReason.Crc, 0);
            bench.Writer.AddBool("door", true, 0, Quality.Good);
            Assert.AreEqual(
                Name + "\"bt\":1767225600,\"boot\":3,\"seq\":7,\"n\":\"t\",\"v\":21.37},"
                + "{\"n\":\"rh\",\"v\":45,\"t\":1.5,\"q\":3},{\"n\":\"co2\",\"vs\":\"crc\",\"q\":9},{\"n\":\"door\",\"vb\":true}]",
                bench.Text(ClockState.Synchronised, BenchClock.Start, 3, 7));
        }

        [TestMethod]
        public void A_relative_pack_and_one_without_time()
        {
            PackBench bench = new PackBench(PackFormat.Json);
            bench.Writer.AddNumber("t", -5, -3, 0, Quality.Good);
            Assert.AreEqual(Name + "\"bt\":-61.001,\"boot\":1,\"seq\":0,\"n\":\"t\",\"v\":-0.005}]", bench.Text(ClockState.Relative, -61001, 1, 0));
            Assert.AreEqual(Name + "\"boot\":1,\"seq\":0,\"clk\":0,\"n\":\"t\",\"v\":-0.005}]", bench.Text(ClockState.Unknown, 5, 1, 0));
        }

        [TestMethod]
        public void The_longest_header_and_body_stay_within_the_limit()
        {
            PackBench bench = new PackBench(PackFormat.Json);
            int i = 0;
            while (bench.Writer.AddNumber("t", long.MinValue + i, -9, -i, Quality.Fail)) i++;
            while (bench.Writer.AddBool("t", true, 0, Quality.Good)) i++;
            bench.Compose(ClockState.Synchronised, long.MinValue, uint.MaxValue, uint.MaxValue);
            Assert.IsTrue(bench.Length <= WireLimits.MaxPackBytes);
            Assert.IsTrue(bench.Length > WireLimits.MaxPackBytes - 64);
        }
    }
}
