using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>A chip or part between a connector and the module, with the rows of the group its two sides lie on.</summary>
internal sealed record WiringBlock(string Name, int FirstRow, IReadOnlyList<WiringBlock.Lead> Field, IReadOnlyList<WiringBlock.Lead> Inner, bool OnI2c)
{
    public int LastRow => Math.Max(Field.Max(f => f.Row), FirstRow + Math.Max(Inner.Count, 1) - 1);

    public sealed record Lead(int Row, string Name, string Net, string? Via);
}

/// <summary>A connector with all that stands between it and the module: the rows of the picture that belong together.</summary>
internal sealed record WiringGroup(Connector? Connector, IReadOnlyList<WiringBlock> Blocks, IReadOnlyList<WiringGroup.OwnRow> Own)
{
    public int Rows => Math.Max(Connector?.Pins.Count ?? 0, Math.Max(Own.Count, Blocks.Count == 0 ? 0 : Blocks.Max(b => b.LastRow) + 1));

    /// <summary>A pin that ends on the board: LED, button, switch, monitor.</summary>
    public sealed record OwnRow(Pin Pin, string End);

    /// <summary>All groups of a board: one a connector, and one for what stays on the board.</summary>
    public static IReadOnlyList<WiringGroup> Of(Board board)
    {
        WiringGroup[] groups = [.. board.Connectors.Select(c => new WiringGroup(c, BlocksAt(board, c), []))];
        HashSet<string> drawn = [.. groups.SelectMany(g => g.Blocks).SelectMany(b => b.Inner).Select(l => l.Net), .. board.Connectors.SelectMany(c => c.Pins).Select(p => p.Net)];
        OwnRow[] own = [.. board.Pins
            .Where(p => !drawn.Contains(p.Net) && p.Use is not PinUse.I2cSda and not PinUse.I2cScl)
            .Select(p => new OwnRow(p, EndOf(board, p)))];
        return own.Length == 0 ? groups : [.. groups, new WiringGroup(null, [], own)];
    }

    private static List<WiringBlock> BlocksAt(Board board, Connector connector)
    {
        List<WiringBlock> blocks = [];
        foreach (Device device in board.Devices.Where(d => d.Connector is null))
        {
            WiringBlock.Lead[] field = [.. device.Terminals.Where(t => t.Field).SelectMany(t => RowsOf(connector, t.Net).Select(r => new WiringBlock.Lead(r, t.Name, t.Net, t.Via)))];
            if (field.Length == 0) continue;
            int first = field.Min(f => f.Row);
            WiringBlock.Lead[] inner = [.. device.Terminals.Where(t => !t.Field && board.Pin(t.Net) is not null).Select((t, i) => new WiringBlock.Lead(first + i, t.Name, t.Net, null))];
            blocks.Add(new WiringBlock($"{device.Ref} {Short(device.Part)}", first, field, inner, device.Bus is not null));
        }

        foreach (Part part in board.Parts)
        {
            WiringBlock.Lead[] field = [.. part.Nets.Where(n => board.Pin(n) is null).SelectMany(n => RowsOf(connector, n).Select(r => new WiringBlock.Lead(r, "", n, null)))];
            WiringBlock.Lead[] inner = [.. part.Nets.Where(n => board.Pin(n) is not null).Select((n, i) => new WiringBlock.Lead(field.Length == 0 ? 0 : field[0].Row + i, "", n, null))];
            if (field.Length > 0 && inner.Length > 0) blocks.Add(new WiringBlock($"{part.Ref} {Short(part.Value)}", field[0].Row, field, inner, false));
        }

        return blocks;
    }

    private static IEnumerable<int> RowsOf(Connector connector, string net) =>
        connector.Pins.Select((p, i) => (p.Net, Row: i)).Where(p => p.Net == net && !(net is Nets.Ground)).Select(p => p.Row);

    private static string EndOf(Board board, Pin pin)
    {
        IEnumerable<string> ends =
        [
            .. board.Devices.Where(d => d.Terminals.Any(t => t.Net == pin.Net)).Select(d => $"{d.Ref} {Short(d.Part)}"),
            .. board.Parts.Where(p => p.Nets.Contains(pin.Net)).Select(p => $"{p.Ref} {p.Name}"),
        ];
        return string.Join(", ", ends);
    }

    /// <summary>A part number without its ordering suffix.</summary>
    public static string Short(string part)
    {
        string[] words = part.Split(' ', '+', '#');
        string word = words.Length > 1 && !words[0].Any(char.IsAsciiDigit) ? $"{words[0]} {words[1]}" : words[0];
        int dash = word.IndexOf('-', Math.Min(5, word.Length));
        if (dash > 0) word = word[..dash];
        int end = word.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return end > 3 && word.Length - end > 1 ? word[..end] : word;
    }
}
