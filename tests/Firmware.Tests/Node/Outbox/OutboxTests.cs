#nullable disable
namespace SmartCity.Firmware.Tests.Node.Outbox
{
    using System.Collections;
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Outbox;

    [TestClass]
    public class OutboxTests
    {
        [TestMethod]
        public void Numbers_run_from_0_over_both_lanes_without_gaps_and_anew_each_boot()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 20000);
            for (int i = 0; i < 6; i++) bench.Put(i % 2 == 0, 50);
            for (uint seq = 0; seq < 6; seq++) Assert.IsTrue(bench.Stored.Contains(OutboxBench.NameOf(1, seq)));

            OutboxBench next = Mounted(flash, 20000);
            next.Put(false, 50);
            Assert.IsTrue(next.Stored.Contains("2.0"));
            Assert.AreEqual(7, next.DeliverAll().Count);
        }

        [TestMethod]
        public void A_segment_goes_when_all_in_it_is_acknowledged_and_not_before()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 60000);
            for (int i = 0; i < 3; i++) bench.Put(false, 100);
            bench.Deliver(bench.Outbox.Data);
            bench.Deliver(bench.Outbox.Data);
            Assert.IsTrue(flash.Length("d00000001") > 0);
            Assert.AreEqual(6, flash.Length("d00000001a"));
            bench.Deliver(bench.Outbox.Data);
            Assert.AreEqual(-1, flash.Length("d00000001"));
            Assert.AreEqual(-1, flash.Length("d00000001a"));
            Assert.AreEqual(0, bench.Outbox.Data.Packs);
            Assert.AreEqual(3, (int)bench.Outbox.PacksAcknowledged);
        }

        [TestMethod]
        public void What_was_acknowledged_stays_so_over_a_boot()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 60000);
            for (int i = 0; i < 4; i++) bench.Put(false, 100);
            bench.Deliver(bench.Outbox.Data);
            ArrayList rest = Mounted(flash, 60000).DeliverAll();
            Assert.AreEqual(3, rest.Count);
            Assert.AreEqual("1.1", (string)rest[0]);
        }

        [TestMethod]
        public void A_full_data_lane_drops_its_oldest_and_names_them()
        {
            OutboxBench bench = Mounted(new BenchFlash(), 20000);
            for (int i = 0; i < 200; i++) bench.Put(false, 300);
            PackOutbox o = bench.Outbox;
            Assert.IsTrue(o.PacksDropped > 0);
            Assert.AreEqual(200, (int)(o.PacksDropped + o.Data.Packs));
            Assert.IsTrue(o.Data.FileBytes <= 20000);

            Assert.AreEqual(1, bench.Log.Losses.Count);
            LossRange lost = bench.Log.Losses.At(0);
            Assert.AreEqual(0u, lost.From);
            Assert.AreEqual((int)o.PacksDropped, lost.Packs);
            Assert.AreEqual((int)o.ReadingsDropped, lost.Readings);
            Assert.IsTrue(lost.IsExact);
            Assert.AreEqual(OutboxBench.NameOf(1, lost.To + 1), (string)bench.DeliverAll()[0]);
        }

        [TestMethod]
        public void A_pack_in_flight_is_not_dropped()
        {
            OutboxBench bench = Mounted(new BenchFlash(), 20000);
            bench.Put(false, 300);
            PackEntry e = new PackEntry();
            Assert.IsTrue(bench.Outbox.Data.Take(0, e));
            for (int i = 0; i < 200; i++) bench.Put(false, 300);
            Assert.IsFalse(bench.IsNamedLost(1, 0));
            bench.Outbox.Acknowledge(bench.Outbox.Data, 0);
            Assert.AreEqual(1, (int)bench.Outbox.PacksAcknowledged);
            bench.Outbox.Acknowledge(bench.Outbox.Data, 0);
            Assert.AreEqual(1, (int)bench.Outbox.PacksAcknowledged, "twice counts once");
        }

        [TestMethod]
        public void Many_small_events_drop_a_small_part_of_the_lane()
        {
            OutboxBench bench = Mounted(new BenchFlash(), 60000);
            for (int i = 0; i < 129; i++) bench.Put(true, 10);
            Assert.IsTrue(bench.Outbox.Events.Packs >= 112, bench.Outbox.Events.Packs.ToString());
            Assert.AreEqual(129, (int)(bench.Outbox.Events.Packs + bench.Outbox.PacksDropped));
        }

        [TestMethod]
        public void A_flash_that_refuses_costs_packs_by_name_and_nothing_else()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 20000);
            bench.Put(false, 50);
            flash.IsBroken = true;
            bench.Put(false, 50);
            bench.Put(true, 50);
            Assert.AreEqual(2, (int)bench.Outbox.PacksDropped);
            Assert.IsTrue(bench.IsNamedLost(1, 1) && bench.IsNamedLost(1, 2));
            Assert.IsFalse(bench.Log.IsHealthy);
            flash.IsBroken = false;
            bench.Put(false, 50);
            Assert.IsTrue(bench.Log.Losses.Count > 0);
            Assert.AreEqual(2, bench.DeliverAll().Count);

            OutboxBench next = Mounted(flash, 20000);
            Assert.AreEqual(2u, next.Log.Boot);
        }

        [TestMethod]
        public void A_damaged_entry_is_left_out_and_counted()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 20000);
            for (int i = 0; i < 3; i++) bench.Put(false, 100);
            flash.Damage("d00000001", 126 + 40);
            Assert.IsNotNull(bench.Deliver(bench.Outbox.Data));
            Assert.IsNull(bench.Deliver(bench.Outbox.Data));
            Assert.AreEqual(1, bench.Outbox.Data.Damaged);
            Assert.IsTrue(bench.IsNamedLost(1, 1));
            Assert.AreEqual("1.2", bench.Deliver(bench.Outbox.Data));

            flash.Damage("node.log1", 30);
            OutboxBench next = Mounted(flash, 20000);
            Assert.IsTrue(next.Log.Boot >= 1);
        }

        [TestMethod]
        public void A_lane_that_was_made_smaller_drops_at_mount_by_name()
        {
            BenchFlash flash = new BenchFlash();
            OutboxBench bench = Mounted(flash, 200000);
            for (int i = 0; i < 100; i++) bench.Put(false, 600);
            OutboxBench smaller = Mounted(flash, 20000);
            smaller.Put(false, 600);
            Assert.IsTrue(smaller.Outbox.Data.FileBytes <= 20000);
            Assert.AreEqual(101, (int)(smaller.Outbox.PacksDropped + smaller.Outbox.Data.Packs));
        }

        [TestMethod]
        public void The_wear_of_a_pack_is_its_bytes_and_a_mark()
        {
            OutboxBench bench = Mounted(new BenchFlash(), 60000);
            long before = bench.Outbox.BytesWritten;
            for (int i = 0; i < 100; i++) bench.Put(false, 500);
            for (int i = 0; i < 50; i++) bench.Deliver(bench.Outbox.Data);
            long written = bench.Outbox.BytesWritten - before;
            Assert.IsTrue(written <= 100 * (500 + 26) + (50 * 3), written.ToString());
        }

        [TestMethod]
        public void Marks_without_their_segment_and_foreign_files_do_no_harm()
        {
            BenchFlash flash = new BenchFlash();
            flash.Place("d0000000fa", "abc");
            flash.Place("d0000000x", "abc");
            flash.Place("dense", "abc");
            Mounted(flash, 20000);
            Assert.AreEqual(-1, flash.Length("d0000000fa"));
            Assert.AreEqual(3, flash.Length("dense"));
        }

        private static OutboxBench Mounted(BenchFlash flash, int laneBytes)
        {
            OutboxBench bench = new OutboxBench(flash, laneBytes);
            bench.Mount();
            return bench;
        }
    }
}
