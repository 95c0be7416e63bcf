using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Every wire that leaves the box meets something that stops a surge.</summary>
internal sealed class FieldProtection : IBoardRule
{
    public string Name => "field-protection";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        HashSet<string> covered = [.. c.Board.Protections.SelectMany(p => p.Nets), Nets.Ground, Nets.Shield, Nets.Earth];
        foreach (Connector connector in c.Board.Connectors.Where(x => x.Field))
        {
            foreach (ConnectorPin pin in connector.Pins.Where(p => !covered.Contains(p.Net)))
                yield return c.On(this, $"{connector.Ref}.{pin.Pin} ({pin.Net})", "leaves the enclosure without protection", "IEC 61000-4-5: surge immunity of lines that leave a building or cabinet", "put a TVS diode, a fuse or an optocoupler on it and name it under protections");
        }
    }
}
