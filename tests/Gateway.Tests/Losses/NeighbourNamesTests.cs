using SmartCity.Gateway.Losses;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Losses;

[TestClass]
public sealed class NeighbourNamesTests
{
    [TestMethod]
    public void What_the_neighbours_leave_open_is_what_was_lost()
    {
        var found = NeighbourNames.Find([.. Keys("a", 1, 2, 3), .. Keys("b", 10)], [.. Keys("a", 5, 6), .. Keys("b", 13, 14)], [], missing: 3);
        Assert.AreEqual("a [4,5) b [11,13)", Text(found));
    }

    [TestMethod]
    public void A_pack_in_the_other_lane_is_not_missing() =>
        Assert.AreEqual("a [4,5) a [6,7)", Text(NeighbourNames.Find(Keys("a", 3), Keys("a", 7), Keys("a", 5), missing: 2)));

    [TestMethod]
    public void A_backlog_beside_live_packs_confuses_nothing() =>
        Assert.AreEqual("a [12,13) a [903,904)", Text(NeighbourNames.Find(Keys("a", 901, 10, 902, 11), Keys("a", 13, 904, 14, 905), [], missing: 2)));

    [TestMethod]
    public void Where_the_numbers_do_not_add_up_nobody_is_named()
    {
        Assert.IsEmpty(NeighbourNames.Find(Keys("a", 3), Keys("a", 7), [], missing: 2));
        Assert.IsEmpty(NeighbourNames.Find(Keys("a", 3), Keys("b", 7), [], missing: 1));
    }

    private static IEnumerable<PackKey> Keys(string node, params uint[] seqs) => seqs.Select(seq => new PackKey("site", node, 1, seq));

    private static string Text(IEnumerable<NamedPacks> found) =>
        string.Join(' ', found.SelectMany(named => named.Numbers.Ranges.Select(range => $"{named.Node} [{range.From},{range.To})")));
}
