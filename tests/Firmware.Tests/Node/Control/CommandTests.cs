#nullable disable
namespace SmartCity.Firmware.Tests.Node.Control
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;

    [TestClass]
    public class CommandTests
    {
        private const string Topic = "sc/1/east/n1/cmd";
        private const string Config = "{" + NodeBench.Identity + ",\"led\":2,\"pack\":{\"period\":600},"
            + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":600}],"
            + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\",\"deadband\":5}],"
            + "\"outputs\":[{\"name\":\"v1\",\"gpio\":26,\"maxOn\":600}]}";

        [TestMethod]
        public void Sample_now_samples_reports_and_sends()
        {
            NodeBench bench = Started();
            bench.Sensors.Of("a").ConversionMs = 500;
            int before = bench.Broker.On("/data").Length;
            Do(bench, "{\"id\":\"1\",\"cmd\":\"sample-now\"}");
            Assert.Contains("{\"id\":\"1\",\"cmd\":\"sample-now\",\"ok\":true", Answer(bench));
            Assert.AreEqual(before + 1, bench.Broker.On("/data").Length);
            Assert.AreEqual(2, bench.Sensors.Of("a").Reads);
        }

        [TestMethod]
        public void A_command_that_comes_twice_is_done_once_and_answered_twice()
        {
            NodeBench bench = Started();
            for (int i = 0; i < 2; i++) Do(bench, "{\"id\":\"x\",\"cmd\":\"sample-now\"}");
            Assert.AreEqual(2, bench.Sensors.Of("a").Reads);
            BenchMessage[] answers = bench.Broker.On("/cmd/result");
            Assert.AreEqual(2, answers.Length);
            Assert.AreEqual(answers[0].Text, answers[1].Text);
        }

        [TestMethod]
        public void The_last_sixteen_are_remembered()
        {
            NodeBench bench = Started();
            for (int i = 0; i <= 16; i++) Do(bench, "{\"id\":\"c" + i.ToString() + "\",\"cmd\":\"sample-now\"}");
            int reads = bench.Sensors.Of("a").Reads;
            Do(bench, "{\"id\":\"c1\",\"cmd\":\"sample-now\"}");
            Assert.AreEqual(reads, bench.Sensors.Of("a").Reads);
            Do(bench, "{\"id\":\"c0\",\"cmd\":\"sample-now\"}");
            Assert.AreEqual(reads + 1, bench.Sensors.Of("a").Reads);
        }

        [TestMethod]
        public void Identify_blinks_for_a_while()
        {
            NodeBench bench = Started();
            BenchOutput led = bench.Platform.OutputAt(2);
            int writes = led.Writes;
            Do(bench, "{\"id\":\"1\",\"cmd\":\"identify\"}");
            bench.Run(40000);
            Assert.IsTrue(led.Writes > writes + 50);
            Assert.IsFalse(led.Level);
            writes = led.Writes;
            bench.Run(5000);
            Assert.AreEqual(writes, led.Writes);
        }

        [TestMethod]
        public void A_node_without_an_led_says_so()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.StartAndRun(2000);
            Do(bench, "{\"id\":\"1\",\"cmd\":\"identify\"}");
            Assert.Contains("\"ok\":false,\"detail\":\"no LED\"", Answer(bench));
        }

        [TestMethod]
        public void A_reboot_is_answered_ends_clean_and_is_done_once_over_the_boot()
        {
            NodeBench bench = Started();
            Do(bench, "{\"id\":\"r1\",\"cmd\":\"reboot\"}");
            Assert.Contains("\"ok\":true", Answer(bench));
            Assert.AreEqual(1, bench.Platform.Reboots);
            bench.Run(60000);
            Assert.AreEqual(1, bench.Platform.Reboots);

            bench.Boot();
            bench.StartAndRun(2000);
            Assert.Contains("\"start\":\"clean\"", bench.Broker.On("/status")[0].Text);
            Do(bench, "{\"id\":\"r1\",\"cmd\":\"reboot\"}");
            Assert.Contains("\"id\":\"r1\",\"cmd\":\"reboot\",\"ok\":true,\"detail\":\"rebooted\"", Answer(bench));
            Assert.AreEqual(0, bench.Platform.Reboots);
        }

        [TestMethod]
        public void A_reboot_does_not_wait_for_ever_for_its_answer()
        {
            NodeBench bench = Started();
            bench.Broker.Acknowledges = false;
            Do(bench, "{\"id\":\"r1\",\"cmd\":\"reboot\"}");
            Assert.AreEqual(0, bench.Platform.Reboots);
            bench.Run(10000);
            Assert.AreEqual(1, bench.Platform.Reboots);
        }

        [TestMethod]
        public void A_self_test_tells_what_works_and_what_does_not()
        {
            NodeBench bench = Started();
            bench.Sensors.Of("a").Missing = "i2c-nack";
            Do(bench, "{\"id\":\"s\",\"cmd\":\"self-test\"}");
            string answer = Answer(bench);
            Assert.Contains("\"ok\":false", answer);
            Assert.Contains("\"flash\":\"ok\"", answer);
            Assert.Contains("\"clock\":\"not set\"", answer);
            Assert.Contains("\"link\":\"ok\"", answer);
            Assert.Contains("\"sensors\":{\"a\":\"i2c-nack\"}", answer);
            Assert.Contains("\"i2c0\":[68,118]", answer);

            bench.Sensors.Of("a").Missing = null;
            bench.Platform.BenchClock.WallKnown = true;
            bench.Node.BeginSelfTest();
            Assert.IsNull(bench.Node.SelfTestReport);
            bench.Run(2000);
            Assert.Contains("\"sensors\":{\"a\":\"ok\"}", bench.Node.SelfTestReport);
            Assert.AreEqual(1, bench.Broker.On("/cmd/result").Length, "nobody asked over the link");
        }

        [TestMethod]
        public void A_sensor_that_never_answers_fails_the_self_test_in_time()
        {
            NodeBench bench = Started();
            bench.Sensors.Of("a").ConversionMs = 50000;
            Do(bench, "{\"id\":\"s\",\"cmd\":\"self-test\"}");
            Assert.AreEqual(0, bench.Broker.On("/cmd/result").Length);
            bench.Run(15000);
            Assert.Contains("\"a\":\"no reading in time\"", Answer(bench));
        }

        [TestMethod]
        public void What_is_not_a_command_is_logged_or_refused()
        {
            NodeBench bench = Started();
            Do(bench, "{\"id\":\"1\",\"cmd\":\"dance\"}");
            Assert.Contains("\"ok\":false,\"detail\":\"no such command\"", Answer(bench));
            Do(bench, "{\"id\":\"2\"}");
            Assert.Contains("\"id\":\"2\",\"cmd\":\"\",\"ok\":false", Answer(bench));
            int answers = bench.Broker.On("/cmd/result").Length;
            Do(bench, "{\"cmd\":\"reboot\"}");
            Do(bench, "open the valve");
            Assert.AreEqual(answers, bench.Broker.On("/cmd/result").Length);
            Assert.AreEqual(2, bench.Platform.Lines.Count);
        }

        [TestMethod]
        public void A_message_on_another_nodes_topic_is_not_for_us()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver("sc/1/east/n2/cmd", "{\"id\":\"1\",\"cmd\":\"reboot\"}");
            bench.Broker.Deliver("nonsense", "{\"id\":\"1\",\"cmd\":\"reboot\"}");
            bench.Run(2000);
            Assert.AreEqual(0, bench.Platform.Reboots);
        }

        private static NodeBench Started()
        {
            NodeBench bench = new NodeBench(Config);
            bench.StartAndRun(3000);
            return bench;
        }

        private static void Do(NodeBench bench, string command)
        {
            bench.Broker.Deliver(Topic, command);
            bench.Run(2000);
        }

        private static string Answer(NodeBench bench)
        {
            BenchMessage[] answers = bench.Broker.On("/cmd/result");
            return answers[answers.Length - 1].Text;
        }
    }
}
