using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Journal.Tests.Cursors;

[TestClass]
public sealed class RangeSetTests
{
    [TestMethod]
    public void Ranges_that_touch_are_one_whichever_came_first()
    {
        foreach (var (first, second) in new[] { ((0L, 5L), (5L, 9L)), ((5L, 9L), (0L, 5L)) })
        {
            var set = new RangeSet();
            set.Add(first.Item1, first.Item2);
            set.Add(second.Item1, second.Item2);
            Assert.AreEqual((0, 9), set.Ranges.Single());
        }
    }

    [TestMethod]
    public void The_floor_is_the_end_of_what_holds_zero()
    {
        var set = new RangeSet();
        Assert.AreEqual(0, set.Floor);
        set.Add(3, 5);
        Assert.AreEqual(0, set.Floor);
        set.Add(0, 2);
        Assert.AreEqual(2, set.Floor);
    }

    [TestMethod]
    public void What_is_missing_has_no_empty_ranges()
    {
        var set = new RangeSet();
        set.Add(2, 5);
        set.Add(8, 9);
        CollectionAssert.AreEqual(new List<(long, long)> { (0, 2), (5, 8), (9, 11) }, set.Missing(0, 11));
        CollectionAssert.AreEqual(new List<(long, long)> { (5, 8) }, set.Missing(2, 9));
        Assert.IsEmpty(set.Missing(6, 6));
        Assert.IsTrue(set.ContainsAll(6, 6));
        Assert.IsFalse(set.ContainsAll(4, 6));
    }
}
