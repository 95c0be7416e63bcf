#nullable disable
namespace SmartCity.Firmware.Tests.Node.Sample
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Wire;

    /// <summary>From sensors to what stands in the packs, through the whole node; packs in JSON so that they can be read here.</summary>
    [TestClass]
    public class ReadingTests
    {
        [TestMethod]
        public void Values_have_the_decimals_of_their_channel()
        {
            NodeBench bench = Bench("\"name\":\"t\"", 1);
            bench.Sensors.Of("a").Value = 21.3749;
            bench.StartAndRun(3000);
            Assert.Contains("\"n\":\"t\",\"v\":21.37}", Packs(bench, "/data"));
        }

        [TestMethod]
        public void A_missing_value_goes_out_with_its_reason_and_never_as_a_number()
        {
            NodeBench bench = Bench("\"name\":\"t\"", 1);
            bench.Sensors.Of("a").Value = 21;
            bench.Sensors.Of("a").Missing = MissingReason.Crc;
            bench.StartAndRun(2000);
            bench.Sensors.Of("a").Missing = null;
            bench.Sensors.Of("a").Value = double.NaN;
            bench.Run(2000);
            bench.Sensors.Of("a").Value = 1e200;
            bench.Run(2000);
            bench.Sensors.Of("a").Throws = true;
            bench.Run(2000);
            string packs = Packs(bench, "/data");
            Assert.Contains("\"n\":\"t\",\"vs\":\"crc\",\"q\":9}", packs);
            Assert.Contains("\"vs\":\"range\"", packs);
            Assert.Contains("\"vs\":\"timeout\"", packs);
            Assert.DoesNotContains("\"v\":", packs);
        }

        [TestMethod]
        public void Out_of_range_is_flagged_as_failed_and_flat_as_suspect()
        {
            NodeBench bench = Bench("\"name\":\"t\",\"max\":50,\"flat\":10", 1);
            bench.Sensors.Of("a").Value = 51;
            bench.StartAndRun(1500);
            bench.Sensors.Of("a").Value = 20;
            bench.Run(15000);
            string packs = Packs(bench, "/data");
            Assert.Contains("\"v\":51,\"q\":4}", packs);
            Assert.Contains("\"v\":20}", packs);
            Assert.Contains("\"v\":20,\"q\":3}", packs);
        }

        [TestMethod]
        public void A_period_of_several_samples_makes_one_report_of_its_statistic()
        {
            NodeBench bench = Bench("\"name\":\"t\",\"period\":10,\"stat\":\"max\",\"scale\":2,\"bias\":1", 1);
            bench.StartAndRun(4500);
            bench.Sensors.Of("a").Value = 30;
            bench.Run(1000);
            bench.Sensors.Of("a").Value = 10;
            bench.Run(24000);
            Assert.AreEqual(3, (int)bench.Node.Outbox.ReadingsPut);
            Assert.Contains("\"v\":61", Packs(bench, "/data"));
            Assert.Contains("\"v\":21", Packs(bench, "/data"));
        }

        [TestMethod]
        public void A_counter_that_restarts_is_suspect_for_that_period()
        {
            NodeBench bench = Bench("\"name\":\"veh1\",\"stat\":\"difference\",\"scale\":10", 1);
            bench.Sensors.Of("a").Value = 100;
            bench.StartAndRun(1500);
            bench.Sensors.Of("a").Value = 103;
            bench.Run(1000);
            bench.Sensors.Of("a").Value = 2;
            bench.Run(2500);
            string packs = Packs(bench, "/data");
            Assert.Contains("\"v\":30,\"t\":1}", packs);
            Assert.Contains("\"v\":20,\"q\":3}", packs);
            Assert.DoesNotContains("1000", packs);
        }

        [TestMethod]
        public void A_value_over_its_threshold_is_an_event_at_once_and_so_is_its_return()
        {
            NodeBench bench = Bench("\"name\":\"flow1\",\"period\":60,\"event\":{\"above\":5,\"hysteresis\":1}", 60);
            bench.StartAndRun(10000);
            bench.Sensors.Of("a").Value = 5.5;
            bench.Run(1300);
            Assert.AreEqual(1, bench.Broker.On("/event").Length);
            bench.Sensors.Of("a").Value = 3;
            bench.Run(1300);
            Assert.AreEqual(2, bench.Broker.On("/event").Length);
            Assert.AreEqual(0, bench.Broker.On("/data").Length, "data waits for its pack");
        }

        [TestMethod]
        public void A_state_is_told_on_change_and_at_the_heartbeat_and_as_an_event_where_asked()
        {
            NodeBench bench = Bench("\"name\":\"leak\",\"state\":true,\"deadband\":0,\"heartbeat\":30,\"event\":{\"above\":0.5}", 1);
            bench.StartAndRun(45000);
            Assert.AreEqual(2, (int)bench.Node.Outbox.ReadingsPut);
            bench.Sensors.Of("a").Value = 1;
            bench.Run(1300);
            Assert.Contains("\"n\":\"leak\",\"vb\":true", Packs(bench, "/event"));
            bench.Sensors.Of("a").Value = 0;
            bench.Run(1300);
            Assert.AreEqual(2, bench.Broker.On("/event").Length);
            bench.Sensors.Of("a").Missing = MissingReason.Timeout;
            bench.Run(5000);
            Assert.Contains("\"n\":\"leak\",\"vs\":\"timeout\"", Packs(bench, "/data"));
        }

        [TestMethod]
        public void A_conversion_is_waited_for_and_the_reading_has_the_time_of_its_start()
        {
            NodeBench bench = Bench("\"name\":\"t\"", 1);
            bench.Platform.BenchClock.WallKnown = true;
            bench.Sensors.Of("a").ConversionMs = 700;
            bench.StartAndRun(600);
            Assert.AreEqual(0, bench.Sensors.Of("a").Reads);
            bench.Run(3000);
            Assert.Contains("\"bt\":1767225600,", Packs(bench, "/data"));
        }

        [TestMethod]
        public void A_sensor_that_cannot_be_made_reports_unpowered_and_the_status_says_why()
        {
            NodeBench bench = new NodeBench(
                "{" + NodeBench.Identity + ",\"pack\":{\"period\":1,\"format\":\"json\"},\"sensors\":[{\"id\":\"b\",\"kind\":\"absent\",\"every\":1}],"
                + "\"channels\":[{\"name\":\"t\",\"sensor\":\"b\",\"quantity\":\"x\"}]}");
            bench.StartAndRun(3000);
            Assert.Contains("\"vs\":\"unpowered\"", Packs(bench, "/data"));
            Assert.Contains("\"problem\":\"b: no sensor of kind absent\"", Packs(bench, "/status"));
        }

        [TestMethod]
        public void A_quantity_the_sensor_does_not_have_is_named()
        {
            NodeBench bench = Bench("\"name\":\"t\",\"quantity\":\"y\"", 1);
            bench.StartAndRun(3000);
            Assert.Contains("a has no quantity y", Packs(bench, "/status"));
        }

        [TestMethod]
        public void A_pack_that_is_full_makes_way_for_the_next()
        {
            NodeBench bench = Bench("\"name\":\"t\",\"heartbeat\":1", 3600);
            bench.Platform.IsUp = false;
            bench.StartAndRun(200000);
            Assert.IsTrue(bench.Node.Outbox.PacksPut >= 3);
            bench.Sensors.Of("a").Missing = MissingReason.WarmingUp;
            bench.Run(200000);
            Assert.IsTrue(bench.Node.Outbox.PacksPut >= 7);
            Assert.AreEqual(0, (int)bench.Node.Outbox.PacksDropped);
        }

        // One sensor "a" each second, one channel, a pack each packPeriod seconds.
        private static NodeBench Bench(string channel, int packPeriod)
        {
            string quantity = channel.IndexOf("quantity") < 0 ? ",\"quantity\":\"x\"" : "";
            return new NodeBench(
                "{" + NodeBench.Identity + ",\"pack\":{\"period\":" + packPeriod.ToString() + ",\"format\":\"json\"},"
                + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],\"channels\":[{\"sensor\":\"a\"" + quantity + "," + channel + "}]}");
        }

        private static string Packs(NodeBench bench, string suffix)
        {
            BenchMessage[] messages = bench.Broker.On(suffix);
            string all = "";
            for (int i = 0; i < messages.Length; i++) all += messages[i].Text + "\n";
            return all;
        }
    }
}
