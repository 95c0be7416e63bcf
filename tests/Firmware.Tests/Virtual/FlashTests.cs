using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Outbox;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class FlashTests
{
    private string _folder = "";

    [TestInitialize]
    public void Prepare() => _folder = Directory.CreateTempSubdirectory("flash").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_directory_and_memory_obey_the_same_rules()
    {
        foreach (IFlash flash in new IFlash[] { new DirectoryFlash(_folder), new MemoryFlash() })
        {
            byte[] buffer = new byte[16];
            Assert.AreEqual(-1, flash.Length("a"));
            Assert.AreEqual(-1, flash.Read("a", 0, buffer, 0, 4));
            flash.Delete("a");

            Assert.IsTrue(flash.Append("a", [1, 2, 3], 1, 2));
            Assert.IsTrue(flash.Append("a", [4, 5], 0, 2));
            Assert.AreEqual(3, flash.Read("a", 1, buffer, 2, 14));
            Assert.AreEqual("0000030405", Convert.ToHexString(buffer[..5]));
            Assert.AreEqual(0, flash.Read("a", 9, buffer, 0, 4));

            Assert.IsTrue(flash.Write("a", [7], 0, 1));
            Assert.AreEqual(1, flash.Length("a"));
            Assert.AreEqual("a", flash.List().Single());
            flash.Delete("a");
            Assert.IsEmpty(flash.List());
        }
    }

    [TestMethod]
    public void What_a_directory_was_given_is_there_for_the_next_process()
    {
        new DirectoryFlash(_folder).Write("boot", [9], 0, 1);

        byte[] buffer = new byte[1];
        Assert.AreEqual(1, new DirectoryFlash(_folder).Read("boot", 0, buffer, 0, 1));
        Assert.AreEqual(9, buffer[0]);
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_leaves_a_prefix_of_that_one_call()
    {
        Gen.Int[1, 40].Array[1, 6].Select(Gen.Int[0, 260]).Sample((lengths, cut) =>
        {
            var flash = new MemoryFlash();
            flash.CutAfter(cut);
            int done = 0;
            try
            {
                foreach (int length in lengths)
                {
                    flash.Append("f", new byte[length], 0, length);
                    done += length;
                }
            }
            catch (PowerCutException)
            {
                Assert.ThrowsExactly<PowerCutException>(() => flash.Length("f"));
            }

            flash.Restore();
            int kept = Math.Max(0, flash.Length("f"));
            int torn = lengths.Length;
            for (int i = 0, sum = 0; i < lengths.Length; sum += lengths[i++])
            {
                if (sum == done) torn = i;
            }

            return flash.Used == kept && kept >= done && (kept == done || kept < done + lengths[torn]);
        });
    }

    [TestMethod]
    public void A_full_flash_refuses_and_keeps_what_it_has()
    {
        var flash = new MemoryFlash(capacity: 10);
        Assert.IsTrue(flash.Write("a", new byte[8], 0, 8));
        Assert.IsFalse(flash.Append("a", new byte[3], 0, 3));
        Assert.AreEqual(8, flash.Length("a"));
        flash.Delete("a");
        Assert.IsTrue(flash.Write("b", new byte[10], 0, 10));
    }
}
