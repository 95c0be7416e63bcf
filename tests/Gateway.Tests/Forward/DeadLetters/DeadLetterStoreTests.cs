using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Forward.DeadLetters;

[TestClass]
public sealed class DeadLetterStoreTests
{
    [TestMethod]
    public void Cut_at_any_byte_whole_entries_stay_and_new_ones_follow()
    {
        using var made = new TempDirectory();
        using (var store = new DeadLetterStore(made.At("d.ndjson"), 1 << 20)) Assert.IsNull(store.TryAdd([Letter(0), Letter(1), Letter(2)]));
        var bytes = File.ReadAllBytes(made.At("d.ndjson"));
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            File.WriteAllBytes(made.At("c.ndjson"), bytes[..cut]);
            var whole = bytes[..cut].Count(b => b == '\n');
            using (var store = new DeadLetterStore(made.At("c.ndjson"), 1 << 20))
            {
                Assert.AreEqual(whole, store.Count);
                Assert.IsNull(store.TryAdd([Letter(9)]));
            }

            var letters = DeadLetterStore.ReadFile(made.At("c.ndjson"));
            Assert.HasCount(whole + 1, letters);
            Assert.AreEqual(9, letters[^1].Sequence);
        }
    }

    [TestMethod]
    public void What_is_resolved_stays_so_and_an_empty_store_takes_no_room()
    {
        using var directory = new TempDirectory();
        var path = directory.At("d.ndjson");
        using (var store = new DeadLetterStore(path, 1 << 20))
        {
            Assert.IsNull(store.TryAdd([Letter(0), Letter(1)]));
            Assert.IsNull(store.TryResolve([0]));
        }

        using (var store = new DeadLetterStore(path, 1 << 20))
        {
            Assert.AreEqual(1, store.List().Single().Sequence);
            Assert.IsNull(store.TryAdd([Letter(2)]));
            Assert.IsNull(store.TryResolve([.. store.List().Select(letter => letter.Id)]));
        }

        Assert.AreEqual(0, new FileInfo(path).Length);
    }

    [TestMethod]
    public void A_full_store_says_so_and_takes_nothing()
    {
        using var directory = new TempDirectory();
        using var store = new DeadLetterStore(directory.At("d.ndjson"), 300);
        Assert.IsNull(store.TryAdd([Letter(0)]));
        Assert.Contains("full", store.TryAdd([Letter(1), Letter(2)])!);
        Assert.AreEqual(1, store.Count);
    }

    private static DeadLetter Letter(long sequence) => new()
    {
        AtMs = 1_772_000_000_000,
        Reason = "no such channel",
        Key = $"site/a/1/{sequence}",
        Lane = Lane.Event,
        Sequence = sequence,
        Type = 1,
        Payload = [1, 2, 3],
    };
}
