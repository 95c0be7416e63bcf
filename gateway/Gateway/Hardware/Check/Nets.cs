using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>Names of nets with a meaning of their own, and where nets end.</summary>
public static class Nets
{
    public const string Ground = "GND";
    public const string Shield = "SHIELD";
    public const string Earth = "PE";

    public static bool IsPower(Board board, string net) => net is Ground or Shield or Earth || board.Rail(net) is not null;

    /// <summary>How many ends each signal net has; power and ground are left out.</summary>
    public static IReadOnlyDictionary<string, int> CountEnds(Board board)
    {
        IEnumerable<string> ends =
        [
            .. board.Pins.Select(p => p.Net),
            .. board.Devices.SelectMany(d => d.Terminals).Select(t => t.Net),
            .. board.Connectors.SelectMany(c => c.Pins).Select(p => p.Net),
            .. board.Parts.SelectMany(p => p.Nets),
            .. board.Rails.Select(r => r.SwitchedBy).OfType<string>(),
            .. board.Pins.Where(p => p.Use is PinUse.I2cSda or PinUse.I2cScl && board.Devices.Any(d => d.Bus == p.Bus)).Select(p => p.Net),
        ];
        return ends.Where(n => !IsPower(board, n)).GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }
}
