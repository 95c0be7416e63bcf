using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Firmware.Tests.Node.Bench;
using SmartCity.Node.Update;

namespace SmartCity.Firmware.Tests.Update;

/// <summary>Programs over the air: whatever happens on the way, the node starts one whole version.</summary>
[TestClass]
public sealed class UpdateTests
{
    private const int Built = 0x010000;
    private const int Piece = 64;

    private static readonly ECDsa Signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly byte[] Key = [.. Signer.ExportParameters(false).Q.X!, .. Signer.ExportParameters(false).Q.Y!];

    [TestMethod]
    public void A_power_cut_at_every_byte_of_an_update_into_either_slot_leaves_a_whole_version()
    {
        // Version 1.1 runs from slot 0 and 1.2 goes to slot 1; then 1.2 runs and 1.3 goes over 1.1 in slot 0.
        var flash = new BenchFlash();
        Update(flash, -1, Built, Package(0x010100));
        Assert.AreEqual(0, Start(flash)!.Index);
        foreach (var (running, version) in new[] { (0, 0x010200), (1, 0x010300) })
        {
            var before = version - 0x100;
            var package = Package(version);
            var whole = flash.Copy();
            Update(whole, running, before, package);
            Assert.IsGreaterThan(400, whole.Changed);
            for (var cut = 0; cut < whole.Changed; cut++)
            {
                var torn = flash.Copy();
                torn.CutAfter = cut;
                Assert.Throws<PowerCutException>(() => Update(torn, running, before, package), $"no cut at {cut}");
                torn.CutAfter = -1;
                var there = ImageOf(Start(torn.Copy()));
                CollectionAssert.Contains(new[] { Image(before), Image(version) }, there, $"cut at {cut} of {version:x}");
                if (cut % 16 != 0) continue;

                // The sender comes back and goes on where it was.
                Update(torn, running, before, package);
                Assert.AreEqual(Image(version), ImageOf(Start(torn)), $"resumed after cut at {cut}");
            }

            Update(flash, running, before, package);
            Assert.AreEqual(1 - running, Start(flash)!.Index);
            Confirm(flash, 1 - running, version);
        }
    }

    [TestMethod]
    public void A_power_cut_while_a_new_program_is_tried_or_given_up_leaves_a_whole_version()
    {
        var flash = new BenchFlash();
        Update(flash, -1, Built, Package(0x010100));
        for (var cut = 0; cut < 4; cut++)
        {
            var torn = flash.Copy();
            torn.CutAfter = cut;
            try
            {
                for (var boot = 0; boot < 6; boot++) Start(torn);
            }
            catch (PowerCutException)
            {
                torn.CutAfter = -1;
            }

            Assert.IsTrue(Start(torn) is null or { Index: 0 });
        }
    }

    [TestMethod]
    public void A_forged_a_truncated_a_damaged_and_an_older_package_are_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sound = Package(0x010100);
        var damaged = (byte[])sound.Clone();
        damaged[^1] ^= 1;
        var relabelled = (byte[])sound.Clone();
        relabelled[5] ^= 2;

        Assert.AreEqual("the signature is not that of its key", Outcome(Package(0x010100, stranger)));
        Assert.AreEqual("the signature is not that of its key", Outcome(relabelled), "another version under the same signature");
        Assert.AreEqual("the image is damaged", Outcome(damaged));
        Assert.AreEqual("not whole", Outcome(sound[..^1]));
        Assert.AreEqual("longer than announced", Outcome([.. sound, 0]));
        Assert.AreEqual("not newer than 1.0.0", Outcome(Package(Built)));
        Assert.AreEqual("not newer than 1.0.0", Outcome(Package(0x000900)));
        Assert.AreEqual("not the head of a package", Outcome(new byte[200]));
        Assert.AreEqual("this node has no key for updates", new UpdateKeeper(new BenchFlash(), null, -1, Built).Begin(sound[..UpdateHeader.Size]));
        Assert.IsNull(Outcome(sound));
    }

    [TestMethod]
    public void A_module_without_memory_for_a_program_takes_none_and_says_so()
    {
        var head = Package(0x010100)[..UpdateHeader.Size];
        var length = UpdateHeader.Read(head)!.ImageBytes;
        var without = new UpdateKeeper(new BenchFlash(), Key, -1, Built) { Room = 0 };
        var small = new UpdateKeeper(new BenchFlash(), Key, -1, Built) { Room = length - 1 };
        var enough = new UpdateKeeper(new BenchFlash(), Key, -1, Built) { Room = length };

        Assert.AreEqual(("no-psram", "this module has no PSRAM to load a program into"), (without.Readiness, without.Begin(head)));
        Assert.AreEqual(("taken", $"larger than the memory that is free, {length - 1}"), (small.Readiness, small.Begin(head)));
        Assert.IsNull(enough.Begin(head));
        Assert.AreEqual("no-key", new UpdateKeeper(new BenchFlash(), null, -1, Built).Readiness);
    }

    [TestMethod]
    public void A_package_that_was_not_checked_is_not_started_though_the_one_in_its_place_was_sound()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var flash = new BenchFlash();
        Update(flash, -1, Built, Package(0x010100));
        Update(flash, 0, 0x010100, Package(0x010200));
        Confirm(flash, 1, 0x010200);
        var forged = Package(0x010300, stranger);
        var keeper = new UpdateKeeper(flash, Key, 1, 0x010200);

        Assert.IsNull(keeper.Begin(forged[..UpdateHeader.Size]));
        Assert.IsNull(keeper.Put(0, forged[UpdateHeader.Size..]));

        Assert.AreEqual(1, Start(flash)!.Index, "whole, and signed by nobody");
    }

    [TestMethod]
    public void A_program_that_fails_twice_or_reaches_nobody_gives_way_to_the_one_before()
    {
        var flash = new BenchFlash();
        Update(flash, -1, Built, Package(0x010100));
        Start(flash);
        Confirm(flash, 0, 0x010100);
        Update(flash, 0, 0x010100, Package(0x010200));

        Assert.AreEqual((1, 1, 0), (Start(flash)!.Index, Start(flash)!.Index, Start(flash)!.Index), "two boots, then the one before");
        Assert.AreEqual("this version was rolled back", new UpdateKeeper(flash, Key, 0, 0x010100).Begin(Package(0x010200)[..UpdateHeader.Size]));
        Update(flash, 0, 0x010100, Package(0x010300));
        Assert.AreEqual(1, Start(flash)!.Index);
        var keeper = new UpdateKeeper(flash, Key, 1, 0x010300);
        Assert.IsFalse(keeper.GiveUp(UpdateKeeper.TrialMs - 1));
        Assert.IsTrue(keeper.GiveUp(UpdateKeeper.TrialMs));
        Assert.AreEqual(0, Start(flash)!.Index, "nobody was reached with it");
    }

    [TestMethod]
    public void A_node_takes_a_package_by_commands_and_says_when_it_is_ready()
    {
        var bench = new NodeBench($$"""{{{NodeBench.Identity}},"updateKey":"{{Convert.ToBase64String(Key)}}","sensors":[],"channels":[]}""");
        var package = Package(0x020000);
        bench.StartAndRun(5000);

        Assert.AreEqual("0", Ask(bench, 1, $"\"op\":\"begin\",\"head\":\"{Convert.ToBase64String(package[..UpdateHeader.Size])}\""));
        var image = package[UpdateHeader.Size..];
        Assert.AreEqual("200", Ask(bench, 2, $"\"op\":\"put\",\"at\":0,\"data\":\"{Convert.ToBase64String(image[..200])}\""));
        Assert.AreEqual("200", Ask(bench, 3, $"\"op\":\"put\",\"at\":0,\"data\":\"{Convert.ToBase64String(image[..200])}\""), "told where it is");
        Assert.AreEqual($"{image.Length}", Ask(bench, 4, $"\"op\":\"put\",\"at\":200,\"data\":\"{Convert.ToBase64String(image[200..])}\""));
        Assert.AreEqual("ready", Ask(bench, 5, "\"op\":\"end\""));
        Assert.AreEqual("op is not begin, put or end", Ask(bench, 6, "\"op\":\"x\""));
        Assert.AreEqual(0, Start(bench.Flash)!.Index);
    }

    private static string Ask(NodeBench bench, int id, string fields)
    {
        bench.Broker.Deliver("sc/1/east/n1/cmd", $"{{\"id\":\"u{id}\",\"cmd\":\"update\",{fields}}}");
        bench.Run(3000);
        var answer = JsonNode.Parse(bench.Broker.On("/cmd/result")[^1].Text)!;
        Assert.AreEqual($"u{id}", (string)answer["id"]!);
        return (string)answer["detail"]!;
    }

    // Tells the versions apart in every byte, so that a mix would show.
    private static string Image(int version)
    {
        if (version == Built) return "";
        return string.Concat(Enumerable.Repeat($"{version:x6}.", 50));
    }

    private static byte[] Package(int version, ECDsa? signer = null)
    {
        var image = Encoding.ASCII.GetBytes(Image(version is Built or 0x000900 ? 0x010100 : version));
        var head = UpdateHeader.Write(version, image.Length, SHA256.HashData(image));
        return [.. head, .. (signer ?? Signer).SignData(head, HashAlgorithmName.SHA256), .. image];
    }

    private static string? Outcome(byte[] package)
    {
        var keeper = new UpdateKeeper(new BenchFlash(), Key, -1, Built);
        return Send(keeper, package);
    }

    private static string? Send(UpdateKeeper keeper, byte[] package)
    {
        if (keeper.Begin(package[..UpdateHeader.Size]) is { } refusal) return refusal;
        while (keeper.Offset < package.Length - UpdateHeader.Size)
        {
            var at = UpdateHeader.Size + keeper.Offset;
            if (keeper.Put(keeper.Offset, package[at..Math.Min(package.Length, at + Piece)]) is { } wrong) return wrong;
        }

        if (keeper.End() is { } fault) return fault;
        while (keeper.IsChecking) keeper.Step();
        return keeper.Fault;
    }

    private static void Update(BenchFlash flash, int running, int version, byte[] package) =>
        Assert.IsNull(Send(new UpdateKeeper(flash, Key, running, version), package));

    private static UpdateSlot? Start(BenchFlash flash) => BootChoice.Choose(flash, Built);

    private static void Confirm(BenchFlash flash, int slot, int version) => new UpdateKeeper(flash, Key, slot, version).Confirm();

    private static string ImageOf(UpdateSlot? slot)
    {
        if (slot is null) return "";
        var image = new byte[slot.Header.ImageBytes];
        Assert.AreEqual(image.Length, slot.Read(0, image, image.Length));
        return Encoding.ASCII.GetString(image);
    }
}
