#nullable disable
namespace SmartCity.Firmware.Tests.Node.Control
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;

    /// <summary>The interlocks of an output, under the manual clock.</summary>
    [TestClass]
    public class ValveTests
    {
        private const string Config = "{" + NodeBench.Identity + ",\"outputs\":["
            + "{\"name\":\"v1\",\"gpio\":26,\"maxOn\":600,\"lostLink\":120},"
            + "{\"name\":\"v2\",\"gpio\":27,\"activeHigh\":false,\"safe\":\"open\",\"maxOn\":60}]}";

        [TestMethod]
        public void Outputs_start_safe()
        {
            NodeBench bench = Started();
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
            Assert.IsFalse(bench.Platform.OutputAt(27).Level, "open is low here");
        }

        [TestMethod]
        public void A_command_opens_it_and_closes_it()
        {
            NodeBench bench = Started();
            Assert.Contains("\"ok\":true,\"detail\":\"open\"", Valve(bench, "1", "v1", "open", ""));
            Assert.IsTrue(bench.Platform.OutputAt(26).Level);
            Valve(bench, "2", "v1", "closed", "");
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
        }

        [TestMethod]
        public void It_closes_by_itself_when_its_time_is_over()
        {
            NodeBench bench = Started();
            Valve(bench, "1", "v1", "open", "");
            bench.Run(595000);
            Assert.IsTrue(bench.Platform.OutputAt(26).Level);
            bench.Run(6000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
            BenchMessage[] status = bench.Broker.On("/status");
            Assert.Contains("\"outputs\":{\"v1\":\"closed time\",\"v2\":\"open\"}", status[status.Length - 1].Text);

            Valve(bench, "2", "v1", "open", ",\"for\":30");
            bench.Run(26000);
            Assert.IsTrue(bench.Platform.OutputAt(26).Level);
            bench.Run(5000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
        }

        [TestMethod]
        public void The_same_command_again_does_not_prolong_its_time()
        {
            NodeBench bench = Started();
            Valve(bench, "1", "v1", "open", "");
            bench.Run(400000);
            Valve(bench, "1", "v1", "open", "");
            bench.Run(200000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
        }

        [TestMethod]
        public void A_link_that_is_gone_too_long_closes_it()
        {
            NodeBench bench = Started();
            Valve(bench, "1", "v1", "open", "");
            bench.Platform.IsUp = false;
            bench.Run(118000);
            Assert.IsTrue(bench.Platform.OutputAt(26).Level);
            bench.Run(4000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
            bench.Platform.IsUp = true;
            bench.Run(60000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level, "only a command opens it again");
        }

        [TestMethod]
        public void A_safe_position_may_be_open()
        {
            NodeBench bench = Started();
            Valve(bench, "1", "v2", "closed", "");
            Assert.IsTrue(bench.Platform.OutputAt(27).Level);
            bench.Run(61000);
            Assert.IsFalse(bench.Platform.OutputAt(27).Level);
        }

        [TestMethod]
        public void A_boot_a_stop_and_a_new_configuration_take_it_back()
        {
            NodeBench bench = Started();
            Valve(bench, "1", "v1", "open", "");
            bench.Broker.Deliver("sc/1/east/n1/config", "{\"version\":2,\"pack\":{\"period\":1}}");
            bench.Run(3000);
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
            Valve(bench, "2", "v1", "open", "");
            Assert.IsTrue(bench.Platform.OutputAt(26).Level);
            bench.Node.Stop();
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
        }

        [TestMethod]
        public void What_it_cannot_do_is_refused()
        {
            NodeBench bench = Started();
            Assert.Contains("no such output", Valve(bench, "1", "v9", "open", ""));
            Assert.Contains("state is not", Valve(bench, "2", "v1", "ajar", ""));
            Assert.Contains("for is not", Valve(bench, "3", "v1", "open", ",\"for\":-1"));
            Assert.Contains("for is not", Valve(bench, "4", "v1", "open", ",\"for\":\"long\""));
            Assert.Contains("longer than", Valve(bench, "5", "v1", "open", ",\"for\":601"));
            Assert.IsFalse(bench.Platform.OutputAt(26).Level);
        }

        private static NodeBench Started()
        {
            NodeBench bench = new NodeBench(Config);
            bench.StartAndRun(2000);
            return bench;
        }

        private static string Valve(NodeBench bench, string id, string name, string state, string more)
        {
            bench.Broker.Deliver(
                "sc/1/east/n1/cmd", "{\"id\":\"" + id + "\",\"cmd\":\"valve\",\"name\":\"" + name + "\",\"state\":\"" + state + "\"" + more + "}");
            bench.Run(1000);
            BenchMessage[] answers = bench.Broker.On("/cmd/result");
            return answers[answers.Length - 1].Text;
        }
    }
}
