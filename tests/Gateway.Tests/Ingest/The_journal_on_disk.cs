using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class The_journal_on_disk
{
    [TestMethod]
    public async Task Two_lives_of_a_gateway_share_one_journal_and_know_their_packs()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-journal-");
        try
        {
            for (var life = 0; life < 2; life++)
            {
                await using var rig = await GatewayRig.StartOnDiskAsync(directory.FullName);
                var node = await rig.ConnectAsync("n1");
                for (uint i = 0; i < 20; i++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(i));

                Assert.AreEqual(20, rig.Host.Journal.End(Lane.Data));
                Assert.AreEqual(life == 0 ? (20, 0) : (0, 20), (rig.Host.Counters.JournaledPacks, rig.Host.Counters.DuplicatePacks));
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [TestMethod]
    public async Task A_second_gateway_on_the_same_data_does_not_start()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-journal-");
        try
        {
            await using var first = await GatewayRig.StartOnDiskAsync(directory.FullName);
            var error = await Assert.ThrowsAsync<StorageException>(() => GatewayRig.StartOnDiskAsync(directory.FullName));
            Assert.AreEqual(StorageFault.Locked, error.Fault);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
