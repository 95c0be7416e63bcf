using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>
/// How a kind of net is drawn: a colour, and for a print in black and white a stroke of its own as well.
/// </summary>
internal static class NetStyle
{
    public const string Sheet = """
        <style>
        text{font-family:"DejaVu Sans","Noto Sans","Noto Sans CJK SC","WenQuanYi Micro Hei",Arial,sans-serif;fill:#000}
        .t{font-size:14.5px}.s{font-size:13px}.b{font-size:14.5px;font-weight:bold}.h{font-size:24px;font-weight:bold}
        .m{font-size:14px;font-family:"DejaVu Sans Mono","Noto Sans Mono",monospace}
        polyline{fill:none}
        .power{stroke:#b00020;stroke-width:3.4}
        .ground{stroke:#000;stroke-width:2.6}
        .i2c{stroke:#0b4fa8;stroke-width:2;stroke-dasharray:11 4}
        .serial{stroke:#6a1b9a;stroke-width:2.4;stroke-dasharray:2.5 3.5}
        .input{stroke:#1b6e1b;stroke-width:1.5}
        .pulse{stroke:#1b6e1b;stroke-width:1.5;stroke-dasharray:18 3}
        .analog{stroke:#9a4f00;stroke-width:2;stroke-dasharray:14 4 3 4}
        .output{stroke:#00606e;stroke-width:2.8;stroke-dasharray:6 3}
        .box{fill:#fff;stroke:#000;stroke-width:1.6}
        .chip{fill:#eee;stroke:#000;stroke-width:2}
        .field{fill:#f6f2e4;stroke:#000;stroke-width:2}
        .via{fill:#fff;stroke:#000;stroke-width:1}
        .plate{fill:#fff}
        .thin{stroke:#000;stroke-width:1}
        </style>
        """;

    /// <summary>Classes of the legend, with their words.</summary>
    public static readonly (string Style, string Words)[] Legend =
    [
        ("power", "supply"),
        ("ground", "ground"),
        ("i2c", "I2C"),
        ("serial", "serial"),
        ("input", "input"),
        ("pulse", "pulses"),
        ("analog", "analogue"),
        ("output", "output"),
    ];

    public static string Of(Board board, string net)
    {
        if (net is Nets.Ground or Nets.Shield or Nets.Earth) return "ground";
        if (board.Rail(net) is not null) return "power";
        return board.Pin(net)?.Use switch
        {
            PinUse.I2cSda or PinUse.I2cScl => "i2c",
            PinUse.UartRx or PinUse.UartTx or PinUse.UartDe => "serial",
            PinUse.Pulse => "pulse",
            PinUse.Adc => "analog",
            PinUse.Output => "output",
            PinUse.Input or PinUse.Boot => "input",
            _ => null,
        } ?? OfField(board, net);
    }

    /// <summary>A net on the field's side of a block takes the style of what the block leads it to.</summary>
    private static string OfField(Board board, string net)
    {
        if (board.Loops.Any(l => l.Net == net)) return "analog";
        Device? block = board.Devices.FirstOrDefault(d => d.Terminals.Any(t => t.Net == net && t.Field));
        if (block is null) return board.Parts.FirstOrDefault(p => p.Nets.Contains(net)) is { } part && part.Nets.FirstOrDefault(n => board.Pin(n) is not null) is { } inner ? Of(board, inner) : "input";
        if (block.Part.StartsWith("ADS1", StringComparison.Ordinal)) return "analog";
        return block.Terminals.FirstOrDefault(t => !t.Field && board.Pin(t.Net) is not null) is { } led ? Of(board, led.Net) : "input";
    }
}
