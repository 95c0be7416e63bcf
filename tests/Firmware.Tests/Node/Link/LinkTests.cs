#nullable disable
namespace SmartCity.Firmware.Tests.Node.Link
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Link;

    [TestClass]
    public class LinkTests
    {
        private const string OneASecond = "{" + NodeBench.Identity + ",\"pack\":{\"period\":1,\"size\":1,\"format\":\"json\"},"
            + "\"link\":{\"window\":3,\"ackTimeout\":20,\"backoffBase\":1,\"backoffCap\":60},"
            + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],"
            + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\"}]}";

        [TestMethod]
        public void Back_off_doubles_to_its_cap_and_draws_from_the_whole_span()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.Broker.Accepts = false;
            bench.StartAndRun(600000);
            int[] expected = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], (int)bench.Platform.RandomBounds[i]);
            Assert.IsTrue(bench.Broker.Attempts >= 15, bench.Broker.Attempts.ToString());
            Assert.AreEqual((int)LinkState.Waiting, (int)bench.Node.LinkState);
        }

        [TestMethod]
        public void A_connection_that_stood_begins_the_back_off_anew_and_one_that_did_not_goes_on()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.StartAndRun(5000);
            bench.Broker.Disconnect("reset");
            bench.Run(3000);
            bench.Broker.Disconnect("reset");
            bench.Run(5000);
            Assert.AreEqual(2000, (int)bench.Platform.RandomBounds[1]);
            bench.Run(40000);
            bench.Broker.Disconnect("reset");
            bench.Run(1000);
            Assert.AreEqual(1000, (int)bench.Platform.RandomBounds[2]);
        }

        [TestMethod]
        public void A_window_bounds_what_is_in_flight()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.Platform.IsUp = false;
            bench.StartAndRun(30000);
            bench.Platform.IsUp = true;
            bench.Broker.Acknowledges = false;
            bench.Run(15000);
            Assert.AreEqual(3, bench.Broker.On("/data").Length);
            bench.Broker.Acknowledge(bench.Broker.On("/data")[1]);
            bench.Run(100);
            Assert.AreEqual(4, bench.Broker.On("/data").Length);
        }

        [TestMethod]
        public void An_acknowledgement_that_does_not_come_ends_the_connection_and_only_then_is_sent_again()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.StartAndRun(5000);
            bench.Broker.Acknowledges = false;
            bench.Run(15000);
            int before = bench.Broker.On("/data").Length;
            bench.Run(5000);
            Assert.AreEqual(before, bench.Broker.On("/data").Length, "nothing is sent twice on one connection");
            bench.Run(8000);
            Assert.IsTrue(bench.Broker.Attempts > 1);
            bench.Broker.Acknowledges = true;
            bench.Run(60000);
            Assert.IsTrue(bench.Node.Outbox.Data.Packs <= 1);
            bench.Run(300);
            Assert.IsTrue(bench.Node.Outbox.ReadingsPut - bench.Node.Outbox.ReadingsAcknowledged <= 1);
        }

        [TestMethod]
        public void Events_go_first_then_the_newest_pack_then_the_backlog_in_order()
        {
            NodeBench bench = new NodeBench(
                "{" + NodeBench.Identity + ",\"pack\":{\"period\":1,\"size\":1,\"format\":\"json\"},\"link\":{\"window\":1},"
                + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],"
                + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\",\"event\":{\"above\":50}}]}");
            bench.Platform.IsUp = false;
            bench.StartAndRun(9500);
            bench.Sensors.Of("a").Value = 60;
            bench.Run(1000);
            bench.Platform.IsUp = true;
            bench.Run(40000);

            string order = "";
            for (int i = 0; i < bench.Broker.Sent.Count; i++)
            {
                BenchMessage m = (BenchMessage)bench.Broker.Sent[i];
                if (m.Topic.EndsWith("/event")) order += "e ";
                if (!m.Topic.EndsWith("/data")) continue;
                int at = m.Text.IndexOf("\"seq\":") + 6;
                order += m.Text.Substring(at, m.Text.IndexOf(',', at) - at) + " ";
            }

            Assert.StartsWith("e 11 0 1 2 3 4 5 6 7 8 9 ", order, order);
        }

        [TestMethod]
        public void A_backlog_gets_its_turn_even_when_new_packs_never_stop()
        {
            NodeBench bench = new NodeBench(
                "{" + NodeBench.Identity + ",\"pack\":{\"period\":0.1,\"size\":1,\"format\":\"json\"},\"link\":{\"window\":1},"
                + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":0.1}],"
                + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\"}]}");
            bench.Platform.IsUp = false;
            bench.StartAndRun(10000);
            bench.Platform.IsUp = true;
            bench.Broker.Acknowledges = false;
            int answered = 0;
            for (int i = 0; i < 400; i++)
            {
                bench.Run(100);
                while (answered < bench.Broker.Sent.Count) bench.Broker.Acknowledge((BenchMessage)bench.Broker.Sent[answered++]);
            }

            string all = "";
            BenchMessage[] packs = bench.Broker.On("/data");
            for (int i = 0; i < packs.Length; i++) all += packs[i].Text;
            Assert.Contains("\"seq\":40,", all);
        }

        [TestMethod]
        public void A_silent_broker_and_a_missing_access_point_have_their_time_outs()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.Broker.IsSilent = true;
            bench.StartAndRun(46000);
            Assert.AreEqual(1, bench.Platform.RandomBounds.Count);
            bench.Platform.IsUp = false;
            bench.Run(90000);
            Assert.IsTrue(bench.Platform.Joins >= 2);
            Assert.AreEqual(0, bench.Broker.Sent.Count);
        }

        [TestMethod]
        public void Losing_the_access_point_ends_the_connection_at_once()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.StartAndRun(5000);
            bench.Platform.IsUp = false;
            bench.Run(1000);
            Assert.IsTrue(bench.Node.LinkState != LinkState.Online);
            Assert.IsFalse(bench.Broker.IsOpen);
        }

        [TestMethod]
        public void A_client_that_throws_or_refuses_is_a_lost_connection_and_never_an_exception()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.StartAndRun(5000);
            bench.Broker.Throws = true;
            bench.Run(30000);
            Assert.IsTrue(bench.Node.LinkState != LinkState.Online);
            bench.Broker.Throws = false;
            bench.Broker.Refuses = true;
            bench.Run(60000);
            bench.Broker.Refuses = false;
            bench.Run(120300);
            Assert.AreEqual((int)LinkState.Online, (int)bench.Node.LinkState);
            Assert.IsTrue(bench.Node.Outbox.ReadingsPut - bench.Node.Outbox.ReadingsAcknowledged <= 1);
        }

        [TestMethod]
        public void A_connection_is_opened_with_identity_and_last_will_and_subscribes_its_own_topics()
        {
            NodeBench bench = new NodeBench(OneASecond);
            bench.StartAndRun(2000);
            MqttSettings s = bench.Broker.Settings;
            Assert.AreEqual("gw", s.Host);
            Assert.AreEqual(1883, s.Port);
            Assert.AreEqual("east.n1", s.ClientId);
            Assert.AreEqual("east.n1", s.User);
            Assert.AreEqual("sc/1/east/n1/status", s.WillTopic);
            Assert.AreEqual("{\"state\":\"death\",\"boot\":1}", s.WillPayload);
            Assert.AreEqual("sc/1/east/n1/config", (string)bench.Broker.Subscriptions[0]);
            Assert.AreEqual("sc/1/east/n1/cmd", (string)bench.Broker.Subscriptions[1]);
        }

        [TestMethod]
        public void A_quiet_link_is_proven_by_a_health_message()
        {
            NodeBench bench = new NodeBench("{" + NodeBench.Identity.Substring(0, NodeBench.Identity.Length - 1) + ",\"keepAlive\":30}}");
            bench.StartAndRun(100000);
            int health = bench.Broker.On("/status").Length;
            Assert.IsTrue(health >= 3 && health <= 5, health.ToString());
            bench.Broker.Acknowledges = false;
            bench.Run(60000);
            Assert.IsTrue(bench.Broker.Attempts > 1);
        }
    }
}
