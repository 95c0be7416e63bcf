using SmartCity.Gateway.Operate.Service;

namespace SmartCity.Gateway.Tests.Operate.Service;

[TestClass]
public sealed class ImagePagesTests
{
    // As proc_pid_smaps(5) shows them: program, data of ours, a page of ours in what was relocated, shared memory, the heap.
    private const string Maps =
        """
        55837c915000-55837c960000 r--p 00000000 fe:00 11853859                   /usr/lib/gateway
        Rss:                 300 kB
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd mr mw me
        55837c960000-55837d8f2000 r-xp 0004b000 fe:00 11853859                   /usr/lib/gateway
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd ex mr mw me
        55837e306000-55837e307000 r--p 019f1000 fe:00 11853859                   /usr/lib/gateway
        Anonymous:             4 kB
        Swap:                  0 kB
        VmFlags: rd mr mw me ac
        55837e307000-55837e308000 r--p 019f2000 fe:00 11853859                   /usr/lib/gateway
        Anonymous:             0 kB
        Swap:                  4 kB
        VmFlags: rd mr mw me ac
        55837e911000-55837e9a1000 rw-p 01ffc000 fe:00 11853859                   /usr/lib/gateway
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd wr mr mw me ac
        7ff019433000-7ff01943b000 r--s 00000000 fe:00 11853860                   /var/lib/history.db-shm
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd mr mw me ms
        7ff019440000-7ff019450000 r--p 00000000 00:00 0                          [vvar]
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd mr
        """;

    [TestMethod]
    public void Only_pages_that_can_be_read_from_the_file_again_are_handed_back()
    {
        var clean = ImagePages.Clean(Maps.Split('\n').Select(line => line.TrimEnd('\r'))).Select(mapping => ((long)mapping.Start, (long)mapping.Length)).ToList();

        CollectionAssert.AreEqual(new (long, long)[] { (0x55837c915000, 0x4b000), (0x55837c960000, 0xf92000) }, clean);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_process_goes_on_without_them() => Assert.IsGreaterThan(0, ImagePages.Release());
}
