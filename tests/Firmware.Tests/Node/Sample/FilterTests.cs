#nullable disable
namespace SmartCity.Firmware.Tests.Node.Sample
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node.Config;
    using SmartCity.Node.Sample;

    [TestClass]
    public class FilterTests
    {
        [TestMethod]
        public void A_median_of_three_takes_a_spike_out()
        {
            MedianWindow m = new MedianWindow(3);
            Assert.AreEqual(5.0, m.Add(5));
            Assert.AreEqual(5.0, m.Add(900));
            Assert.AreEqual(6.0, m.Add(6));
            Assert.AreEqual(7.0, m.Add(7));
            Assert.AreEqual(7.0, m.Add(8));
        }

        [TestMethod]
        public void Statistics_of_a_period()
        {
            Assert.AreEqual(4.0, Of(Statistic.Last, 1, 9, 4));
            Assert.AreEqual(5.0, Of(Statistic.Mean, 1, 10, 4));
            Assert.AreEqual(1.0, Of(Statistic.Min, 9, 1, 4));
            Assert.AreEqual(9.0, Of(Statistic.Max, 1, 9, 4));
            Assert.AreEqual(14.0, Of(Statistic.Sum, 1, 9, 4));
        }

        [TestMethod]
        public void A_difference_runs_over_the_periods_and_survives_a_restart_of_the_counter()
        {
            PeriodStatistic s = new PeriodStatistic(Statistic.Difference);
            s.Add(100);
            Assert.IsFalse(s.HasValue);
            s.Add(107);
            Assert.AreEqual(7.0, s.Value);
            s.Reset();
            s.Add(110);
            Assert.AreEqual(3.0, s.Value);
            Assert.IsFalse(s.Restarted);
            s.Add(4);
            Assert.AreEqual(7.0, s.Value);
            Assert.IsTrue(s.Restarted);
            s.Reset();
            Assert.IsFalse(s.Restarted || s.HasValue);
        }

        [TestMethod]
        public void A_line_is_flat_after_its_time_and_not_before()
        {
            FlatLine f = new FlatLine(10000);
            Assert.IsFalse(f.Add(5, 0));
            Assert.IsFalse(f.Add(5, 9999));
            Assert.IsTrue(f.Add(5, 10000));
            Assert.IsFalse(f.Add(5.001, 10001));
            FlatLine never = new FlatLine(0);
            never.Add(5, 0);
            Assert.IsFalse(never.Add(5, 86400000));
        }

        [TestMethod]
        public void A_deadband_keeps_small_changes_back_until_the_heartbeat()
        {
            Deadband d = new Deadband(0.5, 60000);
            Assert.IsTrue(d.IsNews(20, 1, null, 0));
            Assert.IsFalse(d.IsNews(20.5, 1, null, 1000));
            Assert.IsTrue(d.IsNews(20.6, 1, null, 2000));
            Assert.IsFalse(d.IsNews(20.2, 1, null, 3000), "measured from what was sent");
            Assert.IsTrue(d.IsNews(20.2, 3, null, 4000), "another flag is news");
            Assert.IsFalse(d.IsNews(20.2, 3, null, 63999));
            Assert.IsTrue(d.IsNews(20.2, 3, null, 64000));
            Assert.IsTrue(d.IsNews(0, 9, "crc", 65000));
            Assert.IsFalse(d.IsNews(0, 9, "crc", 66000));
            Assert.IsTrue(d.IsNews(0, 9, "timeout", 67000), "another reason is news");
            d.Forget();
            Assert.IsTrue(d.IsNews(0, 9, "timeout", 67001));
        }

        [TestMethod]
        public void Without_a_deadband_everything_is_news()
        {
            Deadband d = new Deadband(-1, 60000);
            Assert.IsTrue(d.IsNews(20, 1, null, 0));
            Assert.IsTrue(d.IsNews(20, 1, null, 1));
        }

        [TestMethod]
        public void A_threshold_has_hysteresis_and_a_hold_time()
        {
            ChannelConfig c = new ChannelConfig();
            c.Above = 10;
            c.Below = double.NaN;
            c.Hysteresis = 2;
            c.HoldMs = 3000;
            Threshold t = new Threshold(c);
            Assert.IsFalse(t.Add(11, 0));
            Assert.IsFalse(t.Add(9, 2000), "not long enough");
            Assert.IsFalse(t.Add(11, 3000));
            Assert.IsTrue(t.Add(11, 6000));
            Assert.IsFalse(t.Add(9, 7000), "within the hysteresis");
            Assert.IsFalse(t.Add(9, 12000));
            Assert.IsFalse(t.Add(8, 13000));
            Assert.IsTrue(t.Add(8, 16000));
            Assert.IsFalse(t.IsActive);
        }

        [TestMethod]
        public void A_state_changes_once_it_has_settled()
        {
            Debounce d = new Debounce(100);
            Assert.IsTrue(d.Add(false, 0));
            Assert.IsFalse(d.Add(true, 10));
            Assert.IsFalse(d.Add(false, 20));
            Assert.IsFalse(d.Add(true, 30));
            Assert.IsFalse(d.Add(true, 129));
            Assert.IsTrue(d.Add(true, 130));
            Assert.IsTrue(d.State);
        }

        [TestMethod]
        public void A_schedule_moves_to_round_wall_times_once_the_time_is_known()
        {
            BenchClock clock = new BenchClock();
            clock.WallAtBoot = BenchClock.Start + 12300;
            Schedule s = new Schedule(clock, 60000, true);
            Assert.AreEqual(0L, s.Due);
            s.Next();
            Assert.AreEqual(60000L, s.Due);

            clock.MonotonicMs = 60000;
            clock.WallKnown = true;
            s.Next();
            Assert.AreEqual(107700L, s.Due);
            clock.MonotonicMs = 107700;
            Assert.AreEqual((BenchClock.Start + 120000) / 60000, s.Slot);
            s.Next();
            Assert.AreEqual(167700L, s.Due);
        }

        [TestMethod]
        public void A_step_of_the_wall_clock_makes_neither_a_burst_nor_a_hole()
        {
            BenchClock clock = new BenchClock();
            clock.WallKnown = true;
            Schedule s = new Schedule(clock, 60000, true);
            long last = 0;
            for (int i = 1; i < 50; i++)
            {
                s.Next();
                long gap = s.Due - last;
                Assert.IsTrue(gap >= 30000 && gap <= 90000, gap.ToString());
                last = s.Due;
                clock.MonotonicMs = last;
                clock.WallAtBoot += ((i * 7919) % 200000) - 100000;
            }
        }

        private static double Of(Statistic kind, double a, double b, double c)
        {
            PeriodStatistic s = new PeriodStatistic(kind);
            s.Add(77);
            s.Reset();
            s.Add(a);
            s.Add(b);
            s.Add(c);
            return s.Value;
        }
    }
}
