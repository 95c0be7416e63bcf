using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A device gets a voltage its datasheet allows, at both ends of the tolerance.</summary>
internal sealed class SupplyRange : IBoardRule
{
    public string Name => "supply-range";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        if (c.Board.Rail(c.Module.Rail) is not { } own)
            yield return c.OnBoard(this, $"has no rail {c.Module.Rail}, which feeds the module", c.Module.Source("datasheet"), "add the rail");
        else if (own.MinVolts < c.Module.SupplyMinVolts || own.MaxVolts > c.Module.SupplyMaxVolts)
            yield return c.OnRail(this, own, $"is {Range(own)} V, but the module takes {Show.Number(c.Module.SupplyMinVolts)} to {Show.Number(c.Module.SupplyMaxVolts)} V", c.Module.Source("datasheet"), "set the regulator's voltage");

        foreach (Device device in c.Board.Devices)
        {
            if (c.Board.Rail(device.Rail) is not { } rail) continue;
            if (rail.MinVolts < device.SupplyMinVolts || rail.MaxVolts > device.SupplyMaxVolts)
                yield return c.OnDevice(this, device, $"takes {Show.Number(device.SupplyMinVolts ?? 0)} to {Show.Number(device.SupplyMaxVolts ?? 0)} V, but {rail.Name} is {Range(rail)} V", device.Source, "feed it from another rail");
        }
    }

    private static string Range(Rail rail) => $"{Show.Number(rail.MinVolts)} to {Show.Number(rail.MaxVolts)}";
}
