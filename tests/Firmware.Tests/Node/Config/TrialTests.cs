#nullable disable
namespace SmartCity.Firmware.Tests.Node.Config
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Config;
    using SmartCity.Node.Link;

    /// <summary>Desired configuration: taken, refused, undone.</summary>
    [TestClass]
    public class TrialTests
    {
        private const string Topic = "sc/1/east/n1/config";
        private const string Good = "{\"version\":2,\"pack\":{\"period\":1}}";
        private const string Fatal = "{\"version\":3,\"broker\":{\"host\":\"nowhere\",\"tls\":false}}";

        [TestMethod]
        public void A_sound_one_is_in_force_at_once_confirmed_and_kept()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            Assert.AreEqual((int)DesiredState.InForce, (int)bench.Node.ConfigState);
            Assert.AreEqual(1000, bench.Node.Config.PackPeriodMs);
            string reported = Last(bench);
            Assert.Contains("\"version\":2,\"state\":\"in-force\"", reported);
            Assert.Contains("\"pack\":\"ok\"", reported);

            bench.Boot();
            bench.StartAndRun(2000);
            Assert.AreEqual(1000, bench.Node.Config.PackPeriodMs);
            Assert.AreEqual((int)DesiredState.InForce, (int)bench.Node.ConfigState);
            Assert.AreEqual(0, (int)bench.Node.Outbox.PacksDropped);
        }

        [TestMethod]
        public void One_that_cuts_the_link_is_undone_after_5_minutes_and_not_tried_again()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Fatal);
            bench.Broker.Accepts = false;
            bench.Run(ConfigKeeper.TrialMs - 1000);
            Assert.AreEqual("nowhere", bench.Node.Config.Host);
            Assert.AreEqual((int)DesiredState.Trial, (int)bench.Node.ConfigState);
            bench.Run(2000);
            Assert.AreEqual("gw", bench.Node.Config.Host);
            bench.Broker.Accepts = true;
            bench.Run(400000);
            Assert.AreEqual((int)LinkState.Online, (int)bench.Node.LinkState);
            Assert.Contains("\"state\":\"rolled-back\",\"failed\":3", Last(bench));

            bench.Broker.Deliver(Topic, Fatal);
            bench.Run(5000);
            Assert.AreEqual("gw", bench.Node.Config.Host);
            bench.Boot();
            bench.StartAndRun(3000);
            bench.Broker.Deliver(Topic, Fatal);
            bench.Run(3000);
            Assert.AreEqual("gw", bench.Node.Config.Host, "nor after a boot");
        }

        [TestMethod]
        public void A_boot_in_the_trial_is_a_second_chance_of_5_minutes_and_the_last()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Fatal);
            bench.Broker.Accepts = false;
            bench.Run(60000);
            bench.Boot();
            bench.Broker.Accepts = false;
            bench.StartAndRun(200000);
            Assert.AreEqual("nowhere", bench.Node.Config.Host);
            bench.Boot();
            bench.StartAndRun(1000);
            Assert.AreEqual("gw", bench.Node.Config.Host);
            Assert.AreEqual((int)DesiredState.RolledBack, (int)bench.Node.ConfigState);
        }

        [TestMethod]
        public void A_trial_that_ends_after_its_boot_is_undone_on_time()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Fatal);
            bench.Broker.Accepts = false;
            bench.Run(60000);
            bench.Boot();
            bench.Broker.Accepts = false;
            bench.StartAndRun(ConfigKeeper.TrialMs + 1000);
            Assert.AreEqual("gw", bench.Node.Config.Host);
        }

        [TestMethod]
        public void Undoing_goes_back_to_the_last_one_that_was_confirmed()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            bench.Broker.Deliver(Topic, Fatal);
            bench.Broker.Accepts = false;
            bench.Run(ConfigKeeper.TrialMs + 1000);
            Assert.AreEqual("gw", bench.Node.Config.Host);
            Assert.AreEqual(1000, bench.Node.Config.PackPeriodMs);
        }

        [TestMethod]
        public void What_is_wrong_is_told_key_by_key_and_nothing_is_changed()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(
                Topic, "{\"version\":4,\"pack\":{\"period\":0},\"site\":\"west\",\"sampling\":{\"align\":\"wall\"},\"broker\":{\"host\":\"gw\",\"prot\":1}}");
            bench.Run(2000);
            string reported = Last(bench);
            Assert.Contains("\"state\":\"rejected\"", reported);
            Assert.Contains("\"pack\":\"pack.period is not within", reported);
            Assert.Contains("\"site\":\"site cannot be set from afar\"", reported);
            Assert.Contains("\"broker\":\"broker.prot is not a key\"", reported);
            Assert.Contains("\"sampling\":\"ok\"", reported);
            Assert.AreEqual(5000, bench.Node.Config.PackPeriodMs);
        }

        [TestMethod]
        public void Broken_text_and_a_missing_version_are_refused_with_the_reason()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, "{\"version\":4,");
            bench.Run(2000);
            Assert.Contains("at byte 13", Last(bench));
            bench.Broker.Deliver(Topic, "{\"pack\":{}}");
            bench.Run(2000);
            Assert.Contains("version is not", Last(bench));
            bench.Broker.Deliver(Topic, "");
            bench.Run(2000);
            Assert.AreEqual((int)LinkState.Online, (int)bench.Node.LinkState);
        }

        [TestMethod]
        public void The_same_version_again_changes_nothing()
        {
            NodeBench bench = Started();
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            int attempts = bench.Broker.Attempts;
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            Assert.AreEqual(attempts, bench.Broker.Attempts);
        }

        [TestMethod]
        public void A_refused_one_does_not_end_the_trial_of_another()
        {
            NodeBench bench = Started();
            bench.Broker.Acknowledges = false;
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            bench.Broker.Deliver(Topic, "{\"version\":9,\"nonsense\":1}");
            bench.Run(ConfigKeeper.TrialMs);
            Assert.AreEqual(5000, bench.Node.Config.PackPeriodMs);
        }

        [TestMethod]
        public void A_power_cut_at_any_byte_of_a_change_leaves_the_old_or_the_new()
        {
            BenchFlash before = new BenchFlash();
            NodeBench first = new NodeBench(NodeBench.OneChannel, before);
            first.StartAndRun(1000);
            first.Broker.Deliver(Topic, Good);
            first.Run(2000);
            byte[] text = System.Text.Encoding.UTF8.GetBytes("{\"version\":7,\"pack\":{\"period\":2}}");

            BenchFlash whole = before.Copy();
            Change(whole, text);
            for (int cut = 0; cut < whole.Changed; cut++)
            {
                BenchFlash flash = before.Copy();
                flash.CutAfter = cut;
                try
                {
                    Change(flash, text);
                }
                catch (PowerCutException)
                {
                    flash.CutAfter = -1;
                }

                ConfigKeeper after = new ConfigKeeper(flash);
                after.Load(0);
                int period = after.Config == null ? 0 : after.Config.PackPeriodMs;
                Assert.IsTrue(period == 1000 || period == 2000, period.ToString() + " after cut " + cut.ToString());
            }
        }

        [TestMethod]
        public void A_flash_that_refuses_leaves_what_was_in_force()
        {
            NodeBench bench = Started();
            bench.Flash.IsBroken = true;
            bench.Broker.Deliver(Topic, Good);
            bench.Run(3000);
            Assert.AreEqual(5000, bench.Node.Config.PackPeriodMs);
            Assert.Contains("flash refused", Last(bench));
        }

        private static void Change(BenchFlash flash, byte[] text)
        {
            ConfigKeeper keeper = new ConfigKeeper(flash);
            keeper.Load(0);
            Assert.IsTrue(keeper.Offer(text, 0));
            keeper.Confirm();
        }

        private static NodeBench Started()
        {
            NodeBench bench = new NodeBench(NodeBench.OneChannel);
            bench.StartAndRun(3000);
            return bench;
        }

        private static string Last(NodeBench bench)
        {
            BenchMessage[] reported = bench.Broker.On("/config/reported");
            return reported[reported.Length - 1].Text;
        }
    }
}
