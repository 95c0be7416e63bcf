#nullable disable
namespace SmartCity.Firmware.Tests.Node.Health
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node;
    using SmartCity.Node.Health;
    using SmartCity.Node.Sense;

    [TestClass]
    public class HealthTests
    {
        [TestMethod]
        public void The_birth_says_how_the_node_is()
        {
            NodeBench bench = new NodeBench(
                "{" + NodeBench.Identity + ",\"board\":\"b1\",\"profile\":\"pipeline\",\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],"
                + "\"channels\":[{\"name\":\"supply\",\"sensor\":\"a\",\"quantity\":\"x\"}]}");
            bench.Sensors.Of("a").Value = 12.6;
            bench.Platform.ResetReason = ResetReason.Brownout;
            bench.StartAndRun(2000);
            BenchMessage birth = bench.Broker.On("/status")[0];
            Assert.IsTrue(birth.Retain);
            string[] parts =
            {
                "{\"state\":\"birth\",\"boot\":1,", "\"start\":\"clean\"", "\"reset\":\"brownout\"", "\"board\":\"b1\"", "\"profile\":\"pipeline\"",
                "\"heap\":50000", "\"rssi\":-61", "\"supplyMv\":12600", "\"clock\":false", "\"lost\":[]", "\"faults\":{}",
            };
            for (int i = 0; i < parts.Length; i++) Assert.Contains(parts[i], birth.Text);
        }

        [TestMethod]
        public void Every_reset_has_a_name()
        {
            string[] names = { "power-on", "software", "watchdog", "brownout", "deep-sleep", "other" };
            for (int i = 0; i < names.Length; i++)
            {
                NodeBench bench = new NodeBench(NodeBench.OneChannel);
                bench.Platform.ResetReason = (ResetReason)i;
                bench.StartAndRun(1000);
                Assert.Contains("\"reset\":\"" + names[i] + "\"", bench.Broker.On("/status")[0].Text);
            }
        }

        [TestMethod]
        public void A_power_cut_a_crash_record_and_a_faulty_sensor_are_reported()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.StartAndRun(2000);
            CrashRecord.Write(bench.Flash, "NullReferenceException in Sampler " + new string('x', 400));
            bench.Boot();
            bench.Sensors.Of("a").Missing = "i2c-nack";
            bench.StartAndRun(2000);
            string birth = bench.Broker.On("/status")[0].Text;
            Assert.Contains("\"start\":\"crash\"", birth);
            Assert.Contains("\"crash\":\"NullReferenceException in Sampler", birth);
            Assert.Contains("\"faults\":{\"a\":\"i2c-nack\"}", birth);
            bench.Boot();
            bench.StartAndRun(2000);
            Assert.DoesNotContains("\"crash\":\"", bench.Broker.On("/status")[0].Text, "told once");
        }

        [TestMethod]
        public void Dropped_packs_are_reported_until_the_report_has_arrived()
        {
            NodeBench bench = new NodeBench(
                "{" + NodeBench.Identity + ",\"pack\":{\"period\":1},\"outbox\":{\"dataBytes\":16384},\"link\":{\"backoffCap\":10},\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],"
                + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\"}]}");
            bench.Platform.IsUp = false;
            bench.StartAndRun(1200000);
            long dropped = bench.Node.Outbox.PacksDropped;
            Assert.IsTrue(dropped > 0);
            bench.Platform.IsUp = true;
            bench.Broker.Acknowledges = false;
            bench.Run(60000);
            Assert.Contains("\"lost\":[{\"boot\":1,\"from\":0,\"to\":" + (dropped - 1).ToString() + ",\"packs\":" + dropped.ToString(), bench.Broker.On("/status")[0].Text);
            bench.Broker.Acknowledges = true;
            bench.Run(700000);
            BenchMessage[] status = bench.Broker.On("/status");
            Assert.Contains("\"lost\":[]", status[status.Length - 1].Text);
            Assert.AreEqual(bench.Node.Outbox.PacksPut, bench.Node.Outbox.PacksAcknowledged + bench.Node.Outbox.PacksDropped + bench.Node.Outbox.Data.Packs);
        }

        [TestMethod]
        public void The_watchdog_is_kicked_only_while_both_loops_progress()
        {
            BenchPlatform platform = new BenchPlatform(new BenchFlash());
            Watchdog dog = new Watchdog(platform);
            bool[] sampling = { true, false, true };
            bool[] link = { true, true, false };
            for (int i = 0; i < sampling.Length; i++)
            {
                dog.Step(true, true);
                int before = platform.Kicks;
                for (int s = 0; s < 200; s++)
                {
                    platform.BenchClock.MonotonicMs += 1000;
                    dog.Step(sampling[i], link[i]);
                }

                int kicks = platform.Kicks - before;
                Assert.AreEqual(i == 0 ? 200 : Watchdog.PatienceMs / 1000, kicks);
            }
        }

        [TestMethod]
        public void A_healthy_node_kicks_whatever_the_network_does()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.Platform.IsUp = false;
            bench.StartAndRun(3600000);
            int kicks = bench.Platform.Kicks;
            bench.Run(60000);
            Assert.IsTrue(bench.Platform.Kicks > kicks);
        }

        [TestMethod]
        public void A_stopped_node_samples_no_more_and_still_delivers()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.Platform.IsUp = false;
            bench.StartAndRun(20000);
            bench.Node.Stop();
            int reads = bench.Sensors.Of("a").Reads;
            bench.Platform.IsUp = true;
            bench.Run(60000);
            Assert.AreEqual(reads, bench.Sensors.Of("a").Reads);
            Assert.AreEqual(0, bench.Node.Outbox.Data.Packs);
            Assert.AreEqual(bench.Node.Outbox.ReadingsPut, bench.Node.Outbox.ReadingsAcknowledged);
        }
    }
}
