using CsCheck;
using SmartCity.Gateway.Forward.Keys;

namespace SmartCity.Gateway.Tests.Forward.Keys;

[TestClass]
public sealed class KeyFilterTests
{
    [TestMethod]
    public void A_pack_is_new_once_however_live_backlog_and_duplicates_mix()
    {
        var arrivals = Gen.Select(Gen.UInt[0, 3], Gen.UInt[0, 1], Gen.UInt[0, 60]).Array[0, 400];
        arrivals.Sample(stream =>
        {
            var filter = new KeyFilter();
            var model = new HashSet<(uint, uint, uint)>();
            foreach (var (node, boot, seq) in stream)
            {
                if (filter.Accept("site", $"n{node}", boot, seq) != model.Add((node, boot, seq))) return false;
            }

            return true;
        });
    }

    [TestMethod]
    public void A_stream_in_order_with_its_backlog_behind_costs_two_ranges()
    {
        var filter = new KeyFilter();
        for (uint i = 0; i < 50_000; i++)
        {
            Assert.IsTrue(filter.Accept("site", "node", 1, 100_000 + i));
            Assert.IsTrue(filter.Accept("site", "node", 1, i));
        }

        Assert.AreEqual(2, filter.Ranges);
    }

    [TestMethod]
    public void A_reading_is_new_once_when_its_pack_comes_again_whole_or_was_cut_off()
    {
        var filter = new KeyFilter();
        Assert.IsTrue(filter.Accept("site", "node", 1, 7, 0));
        Assert.IsTrue(filter.Accept("site", "node", 1, 7, 1));
        Assert.IsFalse(filter.Accept("site", "node", 1, 7, 1));
        Assert.IsTrue(filter.Accept("site", "node", 1, 7, 2));
        Assert.IsTrue(filter.Accept("site", "node", 1, 8, 0));
        Assert.IsFalse(filter.Accept("site", "node", 1, 7, 0));
    }

    [TestMethod]
    public void Beyond_its_bounds_it_forgets_and_never_refuses_what_is_new()
    {
        var filter = new KeyFilter(maxBoots: 10, maxRanges: 10);
        for (uint boot = 0; boot < 100; boot++)
        {
            for (uint seq = 0; seq < 100; seq += 2) Assert.IsTrue(filter.Accept("site", "node", boot, seq));
        }

        Assert.IsLessThanOrEqualTo(100, filter.Ranges);
    }
}
