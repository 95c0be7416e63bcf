#nullable disable
namespace SmartCity.Firmware.Tests.Node
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Link;

    [TestClass]
    public class NodeAppTests
    {
        [TestMethod]
        public void Samples_become_acknowledged_packs()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.Sensors.Of("a").Value = 21.37;
            bench.StartAndRun(60000);

            Assert.AreEqual((int)LinkState.Online, (int)bench.Node.LinkState);
            Assert.AreEqual(60, (int)bench.Node.Outbox.ReadingsPut);
            Assert.AreEqual(60, (int)bench.Node.Outbox.ReadingsAcknowledged);
            BenchMessage[] packs = bench.Broker.On("/data");
            Assert.AreEqual("sc/1/east/n1/data", packs[0].Topic);
            Assert.StartsWith("{\"state\":\"birth\"", bench.Broker.On("/status")[0].Text);
        }

        [TestMethod]
        public void Packs_wait_in_flash_while_the_link_is_down_and_outlive_a_power_cut()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.Platform.IsUp = false;
            bench.StartAndRun(60000);
            int put = bench.Node.Outbox.Data.Packs;
            Assert.IsTrue(put >= 10);

            bench.Boot();
            bench.StartAndRun(10000);
            Assert.IsTrue(bench.Broker.On("/data").Length >= put);
            Assert.AreEqual(2u, bench.Node.Boot);
        }
    }
}
