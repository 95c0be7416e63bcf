#nullable disable
namespace SmartCity.Firmware.Tests.Node.Outbox
{
    using System.Text;
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Outbox;

    [TestClass]
    public class NodeLogTests
    {
        [TestMethod]
        public void Crc_is_the_standard_one()
        {
            byte[] digits = Encoding.UTF8.GetBytes("123456789");
            Assert.AreEqual(0xcbf43926u, Crc32.Of(digits, 0, digits.Length));
        }

        [TestMethod]
        public void Boots_are_counted_and_a_crash_is_told_from_a_clean_end()
        {
            BenchFlash flash = new BenchFlash();
            NodeLog first = Mounted(flash);
            Assert.AreEqual(1u, first.Boot);
            Assert.IsTrue(first.PreviousWasClean);
            first.MarkClean();
            NodeLog second = Mounted(flash);
            Assert.AreEqual(2u, second.Boot);
            Assert.IsTrue(second.PreviousWasClean);
            NodeLog third = Mounted(flash);
            Assert.AreEqual(3u, third.Boot);
            Assert.IsFalse(third.PreviousWasClean);
        }

        [TestMethod]
        public void A_box_that_takes_anothers_place_counts_its_boots_on()
        {
            BenchFlash flash = new BenchFlash();
            Mounted(flash);
            NodeLog replaced = new NodeLog(flash);
            replaced.Mount(57);
            Assert.AreEqual(58u, replaced.Boot);
            NodeLog again = new NodeLog(flash);
            again.Mount(57);
            Assert.AreEqual(59u, again.Boot);
        }

        [TestMethod]
        public void A_thousand_boots_take_two_small_files_and_forget_nothing_that_counts()
        {
            BenchFlash flash = new BenchFlash();
            for (uint boot = 1; boot <= 1000; boot++)
            {
                NodeLog log = Mounted(flash);
                Assert.AreEqual(boot, log.Boot);
                if (boot == 5) log.MarkLoss(Range(5, 10, 12));
                if (boot > 995) log.MarkAnchor(1000 * boot);
                if (boot % 2 == 0) log.MarkClean();
                Assert.AreEqual(boot == 1 || boot % 2 == 1, log.PreviousWasClean);
            }

            Assert.IsTrue(flash.Length("node.log0") <= 2048 && flash.Length("node.log1") <= 2048);
            NodeLog last = Mounted(flash);
            Assert.AreEqual(1, last.Losses.Count);
            Assert.IsTrue(last.Losses.HoldsExactly(5, 11));
            long anchor;
            Assert.IsTrue(last.TryAnchor(998, out anchor));
            Assert.AreEqual(998000L, anchor);
            Assert.IsFalse(last.TryAnchor(900, out anchor));
        }

        [TestMethod]
        public void Only_the_last_eight_anchors_are_kept()
        {
            BenchFlash flash = new BenchFlash();
            for (int i = 0; i < 10; i++) Mounted(flash).MarkAnchor(i);
            NodeLog log = Mounted(flash);
            long anchor;
            Assert.IsFalse(log.TryAnchor(2, out anchor));
            Assert.IsTrue(log.TryAnchor(3, out anchor));
            Assert.AreEqual(2L, anchor);
        }

        [TestMethod]
        public void Losses_are_joined_kept_and_forgotten_once_reported()
        {
            BenchFlash flash = new BenchFlash();
            NodeLog log = Mounted(flash);
            log.MarkLoss(Range(1, 0, 4));
            log.MarkLoss(Range(1, 5, 5));
            log.MarkLoss(Range(1, 9, 9));
            Assert.AreEqual(2, log.Losses.Count);
            Assert.AreEqual(2, Mounted(flash).Losses.Count);
            log = Mounted(flash);
            log.MarkReported(1);
            log = Mounted(flash);
            Assert.AreEqual(1, log.Losses.Count);
            Assert.AreEqual(9u, log.Losses.At(0).From);
        }

        [TestMethod]
        public void Too_many_ranges_become_covering_ones_of_the_same_boot()
        {
            LossList list = new LossList();
            for (uint i = 0; i < 40; i++) list.Add(Range(1, i * 10, i * 10));
            Assert.AreEqual(LossList.MaxRanges, list.Count);
            int packs = 0;
            for (int i = 0; i < list.Count; i++) packs += list.At(i).Packs;
            Assert.AreEqual(40, packs);
            Assert.IsFalse(list.At(0).IsExact);
            Assert.IsFalse(list.HoldsExactly(1, 10));
            Assert.IsTrue(list.At(0).Holds(1, 10));
            Assert.AreEqual(0L, list.Unnamed);
        }

        [TestMethod]
        public void When_even_that_does_not_help_the_oldest_is_counted()
        {
            LossList list = new LossList();
            for (uint boot = 1; boot <= LossList.MaxRanges + 1; boot++) list.Add(Range(boot, 0, 0));
            Assert.AreEqual(LossList.MaxRanges, list.Count);
            Assert.AreEqual(10L, list.Unnamed);
        }

        private static LossRange Range(uint boot, uint from, uint to)
        {
            LossRange r = new LossRange();
            r.Boot = boot;
            r.From = from;
            r.To = to;
            r.Packs = (int)(to - from + 1);
            r.Readings = r.Packs * 10;
            return r;
        }

        private static NodeLog Mounted(BenchFlash flash)
        {
            NodeLog log = new NodeLog(flash);
            log.Mount();
            return log;
        }
    }
}
