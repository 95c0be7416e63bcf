using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>An I2C bus across the sheet, with its devices hanging from it.</summary>
internal static class BusView
{
    public const int Height = 138;

    private const int Left = 40;
    private const int Right = 1640;
    private const int ModuleSda = 820;
    private const int ModuleScl = 860;
    private const int BoxHeight = 78;

    public static void Draw(Svg svg, BoardContext c, Bus bus, int moduleBottom, int top)
    {
        int scl = top + 16;
        svg.Line("i2c", ModuleSda, moduleBottom, ModuleSda, top);
        svg.Line("i2c", ModuleScl, moduleBottom, ModuleScl, scl);
        svg.Line("i2c", Left, top, Right, top);
        svg.Line("i2c", Left, scl, Right, scl);
        svg.Dot(ModuleSda, top);
        svg.Dot(ModuleScl, scl);
        double ohms = I2cLoad.PullUpOhms(c.Board, c.Module, bus) ?? 0;
        svg.Text(Left, top - 6, $"{Net(c, bus, PinUse.I2cSda)} / {Net(c, bus, PinUse.I2cScl)}: {bus.Hz / 1000} kHz, pull-ups {Show.Ohms(ohms)} in all to {bus.Rail}, {Show.Number(I2cLoad.Picofarads(c.Board, bus))} pF", "t");

        Device[] devices = [.. c.Board.Devices.Where(d => d.Bus == bus.Name).OrderBy(d => d.AddressNumber)];
        int step = (Right - Left) / Math.Max(devices.Length, 6);
        for (int i = 0; i < devices.Length; i++) Hang(svg, devices[i], Left + (i * step), step - 14, top, scl);
    }

    private static void Hang(Svg svg, Device device, int x, int width, int sda, int scl)
    {
        int y = scl + 22;
        int middle = x + (width / 2);
        svg.Line("i2c", middle - 14, sda, middle - 14, y);
        svg.Line("i2c", middle + 14, scl, middle + 14, y);
        svg.Dot(middle - 14, sda);
        svg.Dot(middle + 14, scl);
        svg.Rect(x, y, width, BoxHeight, device.Connector is null ? "chip" : "field");
        svg.Text(middle, y + 18, $"{device.Ref} {WiringGroup.Short(device.Part)}", "b", "middle");
        svg.Text(middle, y + 36, device.Address ?? "", "m", "middle");
        svg.Text(middle, y + 53, $"on {device.Rail}", "s", "middle");
        svg.Text(middle, y + 69, device.Connector is null ? "on the board" : $"at {device.Connector}", "s", "middle");
    }

    private static string Net(BoardContext c, Bus bus, PinUse use) => c.Board.Pins.FirstOrDefault(p => p.Bus == bus.Name && p.Use == use)?.Net ?? "";
}
