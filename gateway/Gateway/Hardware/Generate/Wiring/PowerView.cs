using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>The rails as a tree from left to right: voltage, tolerance, what makes them, what they give and what is asked of them.</summary>
internal static class PowerView
{
    private const int BoxWidth = 300;
    private const int BoxHeight = 40;
    private const int Column = 400;
    private const int Line = 50;

    /// <summary>Draws the tree; returns its height.</summary>
    public static int Draw(Svg svg, BoardContext c, int left, int top)
    {
        int row = 0;
        foreach (Rail root in c.Board.Rails.Where(r => r.From is null)) row = Branch(svg, c, root, left, top, row, 0);
        return row * Line;
    }

    private static int Branch(Svg svg, BoardContext c, Rail rail, int left, int top, int row, int depth)
    {
        int x = left + (depth * Column);
        int y = top + (row * Line);
        PowerTree.Current load = PowerTree.Load(c.Board, c.Module, rail);
        svg.Rect(x, y, BoxWidth, BoxHeight, "box");
        svg.Text(x + 8, y + 17, $"{rail.Name}  {Show.Number(rail.Volts)} V ± {Show.Number(rail.TolerancePercent)} %", "b");
        string made = rail.By is null ? "from outside" : $"by {rail.By} {WiringGroup.Short(c.Board.Device(rail.By)?.Part ?? "")}";
        svg.Text(x + 8, y + 33, $"{rail.TestPoint}, {made}, {Show.Number(Math.Round(load.PeakMa))} of {Show.Number(rail.LimitMa)} mA", "s");

        int next = row;
        foreach (Rail child in c.Board.Rails.Where(r => r.From == rail.Name))
        {
            int from = y + (BoxHeight / 2);
            int to = top + (next * Line) + (BoxHeight / 2);
            svg.Line("power", x + BoxWidth, from, x + BoxWidth + 24, from, x + BoxWidth + 24, to, x + Column, to);
            if (child.SwitchedBy is not null) svg.Text(x + Column - 4, to - 6, child.SwitchedBy, "s", "end");
            next = Branch(svg, c, child, left, top, next, depth + 1);
        }

        return Math.Max(next, row + 1);
    }
}
