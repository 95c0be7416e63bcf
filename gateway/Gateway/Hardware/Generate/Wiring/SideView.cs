using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>
/// One side of the module: connectors at the edge of the sheet, then protections and chips, then the module's pins. Each
/// connector pin has a row of its own, so that no two wires cross.
/// </summary>
internal sealed class SideView(Svg svg, Board board, ModuleFacts module, bool isLeft, int top)
{
    public const int Pitch = 23;
    public const int Gap = 16;

    private const int Width = 1680;
    private const int TextAt = 12;
    private const int ConnectorAt = 238;
    private const int ConnectorWidth = 122;
    private const int ViaAt = 428;
    private const int BlockAt = 498;
    private const int BlockWidth = 122;
    private const int ModuleAt = 730;

    public static int HeightOf(IEnumerable<WiringGroup> groups) => groups.Sum(g => (g.Rows * Pitch) + Gap);

    public void Draw(IEnumerable<WiringGroup> groups)
    {
        int y = top;
        foreach (WiringGroup group in groups)
        {
            if (group.Connector is not null) Group(group, group.Connector, y);
            for (int i = 0; i < group.Own.Count; i++) Own(group.Own[i], y + (i * Pitch));
            y += (group.Rows * Pitch) + Gap;
        }
    }

    private void Group(WiringGroup group, Connector connector, int y)
    {
        Box(ConnectorAt, y - 12, ConnectorWidth, connector.Pins.Count * Pitch, connector.Field ? "field" : "box");
        Label(TextAt, y - 15, $"{connector.Ref} {connector.Title.En}{OffBoard(connector)}", "b", false);
        foreach (WiringBlock block in group.Blocks) Block(block, y);
        for (int row = 0; row < connector.Pins.Count; row++)
        {
            ConnectorPin pin = connector.Pins[row];
            int at = y + (row * Pitch);
            Label(TextAt, at + 4, pin.To.En, "s", false);
            Label(ConnectorAt + 6, at + 4, isLeft ? $"{pin.Pin,2} {pin.Net}" : $"{pin.Net} {pin.Pin}", "m", false);
            if (group.Blocks.Any(b => b.Field.Any(f => f.Row == row && f.Net == pin.Net))) continue;
            Pin? own = board.Pin(pin.Net);
            if (own is { Use: not PinUse.I2cSda and not PinUse.I2cScl }) Wire(own, ConnectorAt + ConnectorWidth, at);
            else Stub(pin.Net, at);
        }
    }

    private void Block(WiringBlock block, int y)
    {
        int first = y + (block.FirstRow * Pitch);
        int last = y + (block.LastRow * Pitch);
        foreach (WiringBlock.Lead lead in block.Field)
        {
            int at = y + (lead.Row * Pitch);
            svg.Line(NetStyle.Of(board, lead.Net), X(ConnectorAt + ConnectorWidth), at, X(BlockAt), at);
            Via(lead.Via, at);
        }

        foreach (WiringBlock.Lead lead in block.Inner)
        {
            if (board.Pin(lead.Net) is { } pin) Wire(pin, BlockAt + BlockWidth, y + (lead.Row * Pitch));
        }

        Box(BlockAt, first - 10, BlockWidth, last - first + 20, "chip");
        foreach (WiringBlock.Lead lead in block.Field) Label(BlockAt + 5, y + (lead.Row * Pitch) + 4, lead.Name, "s", false);
        foreach (WiringBlock.Lead lead in block.Inner) Label(BlockAt + BlockWidth - 5, y + (lead.Row * Pitch) + 4, lead.Name, "s", true);
        svg.Text(X(BlockAt + (BlockWidth / 2)), first - 14, block.Name, "b", "middle");
        if (block.OnI2c) Label(BlockAt + BlockWidth + 8, ((first + last) / 2) + 4, "I2C, below", "s", false);
    }

    private void Own(WiringGroup.OwnRow row, int at)
    {
        svg.Line(NetStyle.Of(board, row.Pin.Net), X(BlockAt - 12), at, X(ModuleAt), at);
        Label(BlockAt - 18, at + 4, row.End, "s", true);
        PinLabels(row.Pin, at, BlockAt);
    }

    /// <summary>From a connector or a block to the module.</summary>
    private void Wire(Pin pin, int from, int at)
    {
        svg.Line(NetStyle.Of(board, pin.Net), X(from), at, X(ModuleAt), at);
        if (from < BlockAt) Via(pin.Via, at);
        PinLabels(pin, at, BlockAt + BlockWidth);
    }

    private void PinLabels(Pin pin, int at, int from)
    {
        bool drives = pin.IsOutput;
        int tip = drives ? ModuleAt - 12 : ModuleAt - 2;
        int back = drives ? ModuleAt - 2 : ModuleAt - 12;
        svg.Line("thin", X(back), at - 5, X(tip), at, X(back), at + 5);
        int plate = from + 8;
        string net = pin.Net;
        Box(plate, at - 9, Svg.MonoWidthOf(net), 17, "plate");
        Label(plate + 3, at + 4, net, "m", false);
        string pad = module.Pin(pin.Gpio)?.Pad.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        Label(ModuleAt + 6, at + 4, isLeft ? $"IO{pin.Gpio} ({pad})" : $"({pad}) IO{pin.Gpio}", "m", false);
    }

    /// <summary>Supply, ground and bus pins end in a label: their other end is everywhere.</summary>
    private void Stub(string net, int at)
    {
        int from = ConnectorAt + ConnectorWidth;
        int to = from + 22;
        svg.Line(NetStyle.Of(board, net), X(from), at, X(to), at);
        if (net is Nets.Ground or Nets.Earth or Nets.Shield)
        {
            svg.Line("ground", X(to), at - 7, X(to), at + 7);
            svg.Line("ground", X(to + 5), at - 4, X(to + 5), at + 4);
        }
        else
        {
            Label(to + 4, at + 4, board.Pin(net) is null ? net : $"{net}, below", "s", false);
        }
    }

    private void Via(string? via, int at)
    {
        if (via is null) return;
        int width = Svg.WidthOf(via);
        Box(ViaAt - (width / 2), at - 10, width, 19, "via");
        svg.Text(X(ViaAt), at + 4, via, "s", "middle");
    }

    private string OffBoard(Connector connector)
    {
        string[] devices = [.. board.Devices.Where(d => d.Connector == connector.Ref).Select(d => d.Bus is null ? $"{d.Ref} {WiringGroup.Short(d.Part)}" : d.Ref)];
        return devices.Length == 0 ? "" : " → " + string.Join(", ", devices);
    }

    private void Box(int x, int y, int width, int height, string style) => svg.Rect(isLeft ? x : X(x) - width, y, width, height, style);

    /// <summary>Text that grows away from the edge of the sheet, or towards it.</summary>
    private void Label(int x, int y, string text, string style, bool outwards) =>
        svg.Text(X(x), y, text, style, isLeft != outwards ? "start" : "end");

    private int X(int x) => isLeft ? x : Width - x;
}
