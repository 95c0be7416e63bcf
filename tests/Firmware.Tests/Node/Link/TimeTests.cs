#nullable disable
namespace SmartCity.Firmware.Tests.Node.Link
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;

    /// <summary>What time a pack says when it is sent.</summary>
    [TestClass]
    public class TimeTests
    {
        private const string Config = "{" + NodeBench.Identity + ",\"pack\":{\"period\":5,\"format\":\"json\"},\"sampling\":{\"align\":\"monotonic\"},"
            + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":5}],"
            + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\"}]}";

        [TestMethod]
        public void A_node_without_the_time_says_how_old_the_pack_is_when_it_leaves()
        {
            NodeBench bench = new NodeBench(Config);
            bench.Platform.IsUp = false;
            bench.StartAndRun(7000);
            bench.Platform.IsUp = true;
            bench.Run(30000);
            string first = bench.Broker.On("/data")[0].Text;
            Assert.Contains("\"bt\":-", first);
            Assert.DoesNotContains("clk", first);
        }

        [TestMethod]
        public void A_time_that_becomes_known_later_makes_the_boots_earlier_packs_exact()
        {
            NodeBench bench = new NodeBench(Config);
            bench.Platform.IsUp = false;
            bench.StartAndRun(60000);
            bench.Platform.BenchClock.WallKnown = true;
            bench.Platform.IsUp = true;
            bench.Run(60000);
            string all = All(bench);
            Assert.Contains("\"bt\":1767225600,\"boot\":1,\"seq\":0,", all);
            Assert.Contains("\"bt\":1767225610,\"boot\":1,\"seq\":1,", all);
        }

        [TestMethod]
        public void An_earlier_boot_that_came_to_know_the_time_is_exact_too()
        {
            NodeBench bench = new NodeBench(Config);
            bench.Platform.IsUp = false;
            bench.StartAndRun(12000);
            bench.Platform.BenchClock.WallKnown = true;
            bench.Run(2000);
            bench.Boot();
            bench.StartAndRun(20000);
            Assert.Contains("\"bt\":1767225600,\"boot\":1,\"seq\":0,", All(bench));
        }

        [TestMethod]
        public void An_earlier_boot_that_never_knew_the_time_says_clk_0()
        {
            NodeBench bench = new NodeBench(Config);
            bench.Platform.IsUp = false;
            bench.StartAndRun(12000);
            bench.Boot();
            bench.Platform.BenchClock.WallKnown = true;
            bench.StartAndRun(20000);
            string all = All(bench);
            Assert.Contains("\"boot\":1,\"seq\":0,\"clk\":0,", all);
            Assert.Contains("\"bt\":17672256", all);
        }

        private static string All(NodeBench bench)
        {
            string all = "";
            BenchMessage[] packs = bench.Broker.On("/data");
            for (int i = 0; i < packs.Length; i++) all += packs[i].Text;
            return all;
        }
    }
}
