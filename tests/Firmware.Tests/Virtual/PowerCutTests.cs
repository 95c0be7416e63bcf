using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Simulation;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class PowerCutTests
{
    [TestMethod]
    public void Power_that_fails_at_any_byte_of_the_flash_again_and_again_costs_no_stored_pack()
    {
        Gen.Int[0, 6000].Array[1, 4].Sample(cuts => Survives(cuts), iter: 150, threads: 1);
    }

    private static bool Survives(int[] cuts)
    {
        var ledger = new SimulationLedger();
        var city = new CitySimulation(DateTimeOffset.UnixEpoch.AddYears(56), new BrokerBehaviour { SilentShare = 0.05 }, seed: cuts[0]);
        city.Broker.Taken += ledger.Taken;
        VirtualBoard board = city.Add(
            new VirtualNodeOptions
            {
                Identity = new NodeIdentity("xizhimen", "pn-001"),
                Profile = NodeProfile.Pipeline,
                Broker = new BrokerAddress("broker", 1883),
                Flash = new MemoryFlash(),
            },
            b => b.PackProduced += ledger.Produced);

        TimeSpan end = TimeSpan.Zero;
        foreach (int cut in cuts)
        {
            // Half of the time the broker is away, so that packs pile up and their marks are written in one go.
            city.Broker.IsReachable = cut % 2 == 0;
            board.CutPower(cut);
            city.RunUntil(end += TimeSpan.FromSeconds(12));
            board.RestorePower();
        }

        city.Broker.IsReachable = true;
        board.Stop();
        city.RunUntil(end + TimeSpan.FromMinutes(3));
        Assert.IsEmpty(ledger.Faults);
        Assert.IsEmpty(ledger.Unaccounted());
        return board.IsDrained && ledger.DeliveredReadings == ledger.ProducedReadings;
    }
}
