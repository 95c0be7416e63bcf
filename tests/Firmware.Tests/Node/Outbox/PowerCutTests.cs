#nullable disable
namespace SmartCity.Firmware.Tests.Node.Outbox
{
    using System.Collections;
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;

    /// <summary>
    /// Both lanes are full; then the node boots, stores, drops and is acknowledged, and the power goes at every single byte
    /// of all that is written and at every deletion.
    /// </summary>
    [TestClass]
    public class PowerCutTests
    {
        private const int LaneBytes = 9000;

        [TestMethod]
        public void A_power_cut_at_any_byte_costs_nothing_that_was_promised()
        {
            OutboxBench before;
            BenchFlash full = FullFlash(out before);

            BenchFlash whole = full.Copy();
            Work(new OutboxBench(whole, LaneBytes));
            Assert.IsTrue(whole.Changed > 3000, whole.Changed.ToString());

            for (int cut = 0; cut < whole.Changed; cut++)
            {
                BenchFlash flash = full.Copy();
                flash.CutAfter = cut;
                OutboxBench bench = new OutboxBench(flash, LaneBytes);
                bench.Stored = (Hashtable)before.Stored.Clone();
                bench.Acknowledged = (Hashtable)before.Acknowledged.Clone();
                try
                {
                    Work(bench);
                    Assert.IsTrue(false, "no cut at " + cut.ToString());
                }
                catch (PowerCutException)
                {
                    flash.CutAfter = -1;
                }

                Check(flash, bench, cut.ToString());
            }
        }

        private static BenchFlash FullFlash(out OutboxBench bench)
        {
            BenchFlash flash = new BenchFlash();
            bench = new OutboxBench(flash, LaneBytes);
            bench.Mount();
            for (int i = 0; bench.Outbox.Data.DroppedPacks == 0 || bench.Outbox.Events.DroppedPacks == 0; i++)
            {
                bench.Put(i % 3 == 0, 40 + (i * 37 % 400));
                if (i % 5 == 0) bench.Deliver(bench.Outbox.Data);
            }

            return flash;
        }

        // A boot, packs into both full lanes (each drops a segment on the way), acknowledgements in the middle and at the end.
        private static void Work(OutboxBench bench)
        {
            bench.Mount();
            for (int i = 0; i < 16; i++)
            {
                bench.Put(i % 3 == 0, 60 + (i * 53 % 250));
                if (i % 4 == 1) bench.Deliver(bench.Outbox.Data);
                if (i % 4 == 3) bench.Deliver(bench.Outbox.Events);
            }

            bench.Log.MarkAnchor(BenchClock.Start);
            bench.Log.MarkClean();
        }

        private static void Check(BenchFlash flash, OutboxBench promised, string cut)
        {
            OutboxBench after = new OutboxBench(flash, LaneBytes);
            after.Mount();
            Assert.IsTrue(after.Log.Boot > 1 && after.Log.Boot <= 3, "boot after cut " + cut);

            ArrayList delivered = after.DeliverAll();
            int again = 0;
            for (int i = 0; i < delivered.Count; i++)
            {
                string name = (string)delivered[i];
                Assert.IsFalse(name == "wrong body", "body after cut " + cut);
                if (promised.Acknowledged.Contains(name)) again++;
                int dot = name.IndexOf('.');
                uint boot = uint.Parse(name.Substring(0, dot));
                uint seq = uint.Parse(name.Substring(dot + 1));
                Assert.IsFalse(after.IsNamedLost(boot, seq) && IsExactlyLost(after, boot, seq), name + " lost and delivered after cut " + cut);
            }

            // The mark in the middle of which the power went, and no other.
            Assert.IsTrue(again <= 1, again.ToString() + " delivered twice after cut " + cut);
            foreach (object key in promised.Stored.Keys) CheckKept((string)key, promised, after, delivered, cut);

            OutboxBench later = new OutboxBench(flash, LaneBytes);
            later.Mount();
            Assert.AreEqual(0, later.DeliverAll().Count, "sent again after cut " + cut);
        }

        private static void CheckKept(string name, OutboxBench promised, OutboxBench after, ArrayList delivered, string cut)
        {
            if (promised.Acknowledged.Contains(name) || delivered.IndexOf(name) >= 0) return;
            int dot = name.IndexOf('.');
            uint boot = uint.Parse(name.Substring(0, dot));
            uint seq = uint.Parse(name.Substring(dot + 1));
            bool named = after.IsNamedLost(boot, seq) || promised.IsNamedLost(boot, seq);
            Assert.IsTrue(named, name + " gone after cut " + cut);
        }

        private static bool IsExactlyLost(OutboxBench bench, uint boot, uint seq)
        {
            return bench.Log.Losses.HoldsExactly(boot, seq);
        }
    }
}
