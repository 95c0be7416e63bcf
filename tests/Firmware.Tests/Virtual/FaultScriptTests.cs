using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual.Faults;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class FaultScriptTests
{
    [TestMethod]
    public void A_line_says_when_who_what_for_how_long_on_what_and_by_how_much()
    {
        IReadOnlyList<Fault> faults = FaultScript.Parse("""
            # a quiet morning
            10m ix-001 nack for 30s on sht4x
            500ms * clock-error by -3600   # an hour slow
            """);

        Assert.HasCount(2, faults);
        Assert.AreEqual(
            new Fault(TimeSpan.FromMinutes(10), "ix-001", FaultKind.Nack, TimeSpan.FromSeconds(30), "sht4x"), faults[0]);
        Assert.AreEqual(new Fault(TimeSpan.FromMilliseconds(500), "*", FaultKind.ClockError, Amount: -3600), faults[1]);
    }

    [TestMethod]
    [DataRow("10m ix-001", "AT NODE KIND")]
    [DataRow("10 ix-001 reboot", "a time such as")]
    [DataRow("10m ix-001 sulk", "a kind of fault instead of 'sulk'")]
    [DataRow("10m ix-001 3", "a kind of fault instead of '3'")]
    [DataRow("10m ix-001 spike by much", "a number instead of 'much'")]
    [DataRow("10m ix-001 spike with 3", "instead of 'with'")]
    public void What_is_wrong_is_named_with_its_line(string line, string expected)
    {
        FormatException e = Assert.ThrowsExactly<FormatException>(() => FaultScript.Parse("\n" + line));

        Assert.StartsWith("line 2: ", e.Message);
        Assert.Contains(expected, e.Message);
    }

    [TestMethod]
    public void A_player_turns_faults_on_and_off_in_the_order_of_time_and_only_its_own()
    {
        var player = new FaultPlayer(
            FaultScript.Parse("5s ix-001 wifi-loss for 10s\n7s * door-open for 1s\n6s ix-002 reboot"), "ix-001");

        var seen = new List<string>();
        for (long ms = 0; ms <= 20_000; ms += 1000)
        {
            while (player.TryTake(ms, out Fault fault, out bool begins)) seen.Add($"{ms} {fault.Kind} {begins}");
        }

        Assert.AreEqual(
            "5000 WifiLoss True, 7000 DoorOpen True, 8000 DoorOpen False, 15000 WifiLoss False", string.Join(", ", seen));
        Assert.AreEqual(long.MaxValue, player.NextMs);
    }
}
