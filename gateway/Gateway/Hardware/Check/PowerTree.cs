using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>Currents of the rails, each with all that hangs on it.</summary>
public static class PowerTree
{
    /// <summary>mA of a rail: idle, and with every load at its peak at once.</summary>
    public readonly record struct Current(double IdleMa, double PeakMa);

    public static Current Load(Board board, ModuleFacts module, Rail rail) => Load(board, module, rail, board.Rails.Count);

    /// <summary>Datasheet of what makes the rail, or its own name when it comes from outside.</summary>
    public static string SourceOf(Board board, Rail rail)
    {
        if (rail.By is null) return "what feeds the board: board.json, rails";
        return board.Device(rail.By)?.Source
            ?? board.Parts.FirstOrDefault(p => p.Ref.Split(", ").Contains(rail.By))?.Source
            ?? "board.json, rails";
    }

    // depth ends a tree that is tied into a ring.
    private static Current Load(Board board, ModuleFacts module, Rail rail, int depth)
    {
        double idle = 0;
        double peak = 0;
        if (module.Rail == rail.Name)
        {
            idle += module.IdleMa;
            peak += module.PeakMa;
        }

        foreach (Device device in board.Devices.Where(d => d.Rail == rail.Name))
        {
            idle += device.IdleMa;
            peak += device.PeakMa;
        }

        peak += board.Loops.Count(l => l.Supply == rail.Name) * NamurNe43.HighestMa;
        foreach (Rail child in board.Rails.Where(r => r.From == rail.Name && depth > 0))
        {
            Current load = Load(board, module, child, depth - 1);
            double ratio = child.EfficiencyPercent is { } percent ? child.Volts / rail.MinVolts / (percent / 100) : 1;
            idle += child.SwitchedBy is null ? load.IdleMa * ratio : 0;
            peak += load.PeakMa * ratio;
        }

        return new Current(idle, peak);
    }
}
