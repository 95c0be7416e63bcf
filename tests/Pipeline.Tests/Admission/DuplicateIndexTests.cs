using SmartCity.Pipeline.Admission;

namespace SmartCity.Pipeline.Tests.Admission;

[TestClass]
public sealed class DuplicateIndexTests
{
    [TestMethod]
    public void A_pack_is_new_once_whatever_the_order()
    {
        var random = new Random(7);
        var index = new DuplicateIndex();
        var seen = new HashSet<(string, uint, uint)>();
        for (int i = 0; i < 100_000; i++)
        {
            var key = ("n" + random.Next(3), (uint)random.Next(4), (uint)random.Next(60));
            Assert.AreEqual(seen.Add(key), index.Admit("s", key.Item1, key.Item2, key.Item3));
        }

        Assert.AreEqual(0, index.Forgotten);
    }

    [TestMethod]
    public void The_newest_before_the_backlog_takes_two_ranges_and_loses_nothing()
    {
        var index = new DuplicateIndex(maxRanges: 2);
        for (uint i = 0; i < 1000; i++)
        {
            Assert.IsTrue(index.Admit("s", "n", 1, 100_000 + i));
            Assert.IsTrue(index.Admit("s", "n", 1, i));
        }

        Assert.IsFalse(index.Admit("s", "n", 1, 500));
        Assert.IsFalse(index.Admit("s", "n", 1, 100_500));
        Assert.AreEqual(0, index.Forgotten);
    }

    [TestMethod]
    public void At_its_bounds_it_forgets_and_counts_but_refuses_nothing_new()
    {
        var index = new DuplicateIndex(maxNodes: 10, maxBoots: 2, maxRanges: 4);
        for (uint node = 0; node < 100; node++)
        {
            for (uint boot = 0; boot < 5; boot++)
            {
                for (uint seq = 0; seq < 20; seq += 2) Assert.IsTrue(index.Admit("s", "n" + node, boot, seq));
            }
        }

        Assert.AreEqual(10, index.Nodes);
        Assert.AreEqual((100 * 5 * 10) - (10 * 2 * 4), index.Forgotten);
    }

    [TestMethod]
    public void A_withdrawn_pack_is_new_again()
    {
        var index = new DuplicateIndex();
        for (uint i = 0; i < 10; i++) index.Admit("s", "n", 1, i);
        index.Withdraw("s", "n", 1, 5);
        index.Withdraw("s", "other", 1, 5);
        Assert.IsFalse(index.Contains("s", "n", 1, 5));
        Assert.IsTrue(index.Admit("s", "n", 1, 5));
        Assert.IsFalse(index.Admit("s", "n", 1, 5));
        Assert.IsFalse(index.Admit("s", "n", 1, 4));
    }

    [TestMethod]
    public void The_ends_of_the_number_space_are_ordinary_numbers()
    {
        var index = new DuplicateIndex();
        foreach (uint seq in (uint[])[uint.MaxValue, 0, uint.MaxValue - 1, 1]) Assert.IsTrue(index.Admit("s", "n", uint.MaxValue, seq));
        foreach (uint seq in (uint[])[uint.MaxValue, 0, uint.MaxValue - 1, 1]) Assert.IsFalse(index.Admit("s", "n", uint.MaxValue, seq));
    }

    [TestMethod]
    public void A_saved_index_restores_and_damage_is_an_error()
    {
        var random = new Random(8);
        var index = new DuplicateIndex();
        for (int i = 0; i < 5000; i++) index.Admit("s", "n" + random.Next(20), (uint)random.Next(3), (uint)random.Next(100));
        byte[] saved = index.Save();
        var restored = new DuplicateIndex();
        Assert.IsTrue(restored.TryRestore(saved, out var error), error.ToString());
        CollectionAssert.AreEqual(saved, restored.Save());
        for (int i = 0; i < 2000; i++)
        {
            var damaged = new DuplicateIndex();
            if (!damaged.TryRestore(Mutations.Mutate(random, saved), out _)) Assert.AreEqual(0, damaged.Nodes);
        }
    }
}
