using SmartCity.Gateway.Demo;
using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Pipeline.Model;

namespace SmartCity.Edge.Tests.Demo;

[TestClass]
public sealed class PackLedgerTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-").FullName;

    private string Path => System.IO.Path.Combine(_directory, "packs.txt");

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void A_pack_counts_once_and_is_there_at_the_next_start()
    {
        using (var ledger = PackLedger.Open(Path))
        {
            Assert.IsTrue(ledger.Add(new PackKey("s", "n", 1, 0), 6));
            Assert.IsFalse(ledger.Add(new PackKey("s", "n", 1, 0), 6));
            Assert.IsTrue(ledger.Add(new PackKey("s", "n", 1, 1), 4));
        }

        using var again = PackLedger.Open(Path);
        Assert.AreEqual(10, again.Readings);
        Assert.IsFalse(again.Add(new PackKey("s", "n", 1, 1), 4));
    }

    [TestMethod]
    public void A_kill_at_any_byte_of_the_last_line_costs_that_line_only()
    {
        using (var ledger = PackLedger.Open(Path))
        {
            ledger.Add(new PackKey("s", "n", 1, 0), 6);
            ledger.Add(new PackKey("s", "n", 1, 1), 4);
        }

        var whole = File.ReadAllBytes(Path);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var cut = first; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(Path, whole[..cut]);
            using var ledger = PackLedger.Open(Path);
            Assert.AreEqual(6, ledger.Readings);
            Assert.IsTrue(ledger.Add(new PackKey("s", "n", 1, 1), 4));
            ledger.Dispose();
            CollectionAssert.AreEqual(whole, File.ReadAllBytes(Path));
        }
    }

    [TestMethod]
    public void A_file_that_is_no_ledger_is_named_with_its_line_and_left_alone()
    {
        File.WriteAllText(Path, "s n 1 0 6\nhello\n");
        var fault = Assert.ThrowsExactly<InvalidDataException>(() => PackLedger.Open(Path));
        StringAssert.Contains(fault.Message, "packs.txt:2");
        Assert.AreEqual("s n 1 0 6\nhello\n", File.ReadAllText(Path));
    }

    [TestMethod]
    public void The_audit_compares_pack_by_pack()
    {
        var produced = new Dictionary<PackKey, int> { [new("s", "n", 1, 0)] = 6, [new("s", "n", 1, 1)] = 6, [new("s", "n", 1, 2)] = 6 };
        var received = new Dictionary<PackKey, int> { [new("s", "n", 1, 0)] = 6, [new("s", "n", 1, 1)] = 5, [new("s", "n", 2, 0)] = 7 };

        // The totals agree, the packs do not.
        Assert.AreEqual(new DemoAudit(Produced: 18, Received: 18, Missing: 7, Invented: 7), DemoAudit.Of(produced, received));
    }
}
