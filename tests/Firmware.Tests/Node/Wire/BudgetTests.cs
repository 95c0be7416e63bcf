#nullable disable
namespace SmartCity.Firmware.Tests.Node.Wire
{
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Wire;

    /// <summary>
    /// Bytes a reading, header included, with a boot and a pack number of a node that has run for weeks. The mix is the
    /// intersection's: counts and occupancies are whole numbers, the others have the registry's decimals.
    /// </summary>
    [TestClass]
    public class BudgetTests
    {
        private static readonly string[] Channels =
        {
            "veh1", "veh2", "occ1", "t", "rh", "laeq", "veh3", "veh4", "occ2", "occ3",
            "occ4", "ped1", "pm2_5", "pm10", "tbox", "p", "lux", "no2", "vac", "supply",
        };

        private static readonly long[] Mantissas =
        {
            12, 9, 25, 2137, 458, 634, 3, 17, 50, 0,
            75, 4, 357, 512, 314, 10132, 18240, 417, 2304, 1236,
        };

        private static readonly int[] Decimals =
        {
            0, 0, 0, 2, 1, 1, 0, 0, 0, 0,
            0, 0, 1, 1, 1, 1, 0, 1, 1, 2,
        };

        [TestMethod]
        public void A_pack_of_6_takes_at_most_20_bytes_a_reading()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            Add(bench, 6, 0);
            bench.Compose(ClockState.Synchronised, BenchClock.Start, 42, 60000);
            Assert.AreEqual(6, bench.Writer.Count);
            Assert.IsTrue(bench.Length <= 6 * 20, bench.Length.ToString());
        }

        [TestMethod]
        public void A_pack_of_60_takes_at_most_14_bytes_a_reading()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            for (int second = 0; second < 3; second++) Add(bench, 20, second);
            bench.Compose(ClockState.Synchronised, BenchClock.Start, 42, 60000);
            Assert.AreEqual(60, bench.Writer.Count);
            Assert.IsTrue(bench.Length <= 60 * 14, bench.Length.ToString());
        }

        [TestMethod]
        public void Six_fractions_the_dearest_pack_there_is_take_22()
        {
            PackBench bench = new PackBench(PackFormat.Cbor);
            string[] names = { "t", "rh", "p", "pm2_5", "laeq", "supply" };
            for (int i = 0; i < names.Length; i++) bench.Writer.AddNumber(names[i], 10131 + (2 * i), -2, 0, Quality.Good);
            bench.Compose(ClockState.Synchronised, BenchClock.Start, 42, 60000);
            Assert.IsTrue(bench.Length <= 6 * 22, bench.Length.ToString());
        }

        // Every value moves a little, so none is cheap by being round for the whole pack.
        private static void Add(PackBench bench, int channels, int second)
        {
            for (int i = 0; i < channels; i++)
            {
                bench.Writer.AddNumber(Channels[i], Mantissas[i] + (second * 2), -Decimals[i], second * 1000, Quality.Good);
            }
        }
    }
}
