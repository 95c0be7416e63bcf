using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class FleetStoreTests
{
    private static readonly FleetNode Crossing = new()
    {
        Site = "xizhimen",
        Node = "ix-017",
        Board = "intersection-ix1",
        Profile = "intersection",
        Position = new GeoPosition(39.94, 116.35),
        Owner = "西城区",
        Notes = "key 12",
    };

    [TestMethod]
    public void A_node_keeps_what_it_is_not_told_anew_over_a_restart()
    {
        using var state = new TempDirectory();
        using (var store = FleetStore.Open(state.Path))
        {
            store.Nodes.Describe(Crossing);
            store.Nodes.Describe(new FleetNode { Site = "xizhimen", Node = "ix-017", Notes = "key 13" });
            store.Nodes.Report("xizhimen", "ix-017", new NodeReport { SeenMs = 20, Firmware = "1.2.0", Battery = 3.7, Boot = 5 });
            store.Nodes.Report("xizhimen", "ix-017", new NodeReport { SeenMs = 10 });
        }

        using var again = FleetStore.Open(state.Path);

        var expected = Crossing with { Notes = "key 13", Report = new NodeReport { SeenMs = 20, Firmware = "1.2.0", Battery = 3.7, Boot = 5 } };
        Assert.AreEqual(expected, again.Nodes.All().Single());
        if (!OperatingSystem.IsWindows()) Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FleetStore.PathIn(state.Path)));
    }

    [TestMethod]
    public void A_revoked_node_has_no_credentials_until_it_is_provisioned_again()
    {
        using var store = FleetStore.OpenInMemory();
        store.Nodes.Describe(Crossing);
        store.Nodes.Admit(Crossing, "$sha256$1", "AB", 5);
        store.Nodes.Revoke("xizhimen", "ix-017", 6);

        var revoked = store.Nodes.Find("xizhimen", "ix-017")!;
        store.Nodes.Admit(Crossing, "$sha256$2", null, 7);
        var admitted = store.Nodes.Find("xizhimen", "ix-017")!;

        Assert.AreEqual((null, null, 6L), (revoked.Secret, revoked.Certificate, revoked.RevokedMs));
        Assert.AreEqual(("$sha256$2", null, 7L), (admitted.Secret, admitted.RevokedMs, admitted.ProvisionedMs));
    }

    [TestMethod]
    public void Two_processes_may_write_and_what_fails_together_changes_nothing()
    {
        using var state = new TempDirectory();
        using var gateway = FleetStore.Open(state.Path);
        using var person = FleetStore.Open(state.Path);
        person.Nodes.Describe(Crossing);
        gateway.Nodes.Report("xizhimen", "ix-018", new NodeReport { SeenMs = 1 });

        Assert.Throws<InvalidDataException>(() => person.Together(() =>
        {
            person.Nodes.Revoke("xizhimen", "ix-017", 1);
            throw new InvalidDataException();
        }));

        Assert.AreEqual("ix-017 ix-018", string.Join(' ', gateway.Nodes.All().Select(node => node.Node)));
        Assert.IsNull(gateway.Nodes.Find("xizhimen", "ix-017")!.RevokedMs);
    }

    [TestMethod]
    public void A_back_up_is_a_registry()
    {
        using var state = new TempDirectory();
        using var store = FleetStore.Open(state.Path);
        store.Nodes.Describe(Crossing);
        Directory.CreateDirectory(state.At("copy"));

        store.BackUpTo(FleetStore.PathIn(state.At("copy")));

        using var copy = FleetStore.Open(state.At("copy"));
        Assert.AreEqual(Crossing, copy.Nodes.All().Single());
    }

    [TestMethod]
    public void A_registry_of_a_later_version_is_left_alone()
    {
        using var state = new TempDirectory();
        using (var store = FleetStore.Open(state.Path)) store.Execute("PRAGMA user_version = 99");

        var refusal = Assert.Throws<IOException>(() => FleetStore.Open(state.Path));
        StringAssert.Contains(refusal.Message, "later version");
    }

    [TestMethod]
    public void A_secret_has_256_bits_and_its_hash_reads_back()
    {
        var secret = NodeSecret.Create();

        Assert.HasCount(43, secret);
        Assert.IsTrue(NodeSecret.TryParse(NodeSecret.Hash(secret), out var digest));
        Assert.HasCount(32, digest);
        Assert.IsFalse(NodeSecret.TryParse("$sha256$" + new string('x', 64), out _));
    }
}
