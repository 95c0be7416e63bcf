using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>Capacitance, pull-up and rise time of an I2C bus.</summary>
public static class I2cLoad
{
    public const double MaxPicofarads = 400;

    /// <summary>Highest low level at the sink current every Standard- and Fast-mode device has.</summary>
    public const double LowVolts = 0.4;

    public const double SinkAmperes = 0.003;

    public const string Source = "NXP, UM10204 I2C-bus specification, §7.1 Pull-up resistor sizing and table 10";

    /// <summary>The chip's own pins, about 10 pF (UM10204 table 9).</summary>
    private const double ChipPicofarads = 10;

    public static double Picofarads(Board board, Bus bus) =>
        ChipPicofarads + bus.WirePf + board.Devices.Where(d => d.Bus == bus.Name).Sum(d => d.BusPf);

    /// <summary>All pull-ups in parallel, or null when there is none.</summary>
    public static double? PullUpOhms(Board board, ModuleFacts module, Bus bus)
    {
        double siemens = board.Devices.Where(d => d.Bus == bus.Name).Sum(d => Inverse(d.PullUpOhms))
            + Inverse(bus.PullUpOhms) + Inverse(module.I2cPullUpOhms);
        return siemens > 0 ? 1 / siemens : null;
    }

    /// <summary>From 0.3 to 0.7 of the supply: 0.8473 RC.</summary>
    public static double RiseNanoseconds(double ohms, double picofarads) => 0.8473 * ohms * picofarads / 1000;

    public static double MaxRiseNanoseconds(int hz) => hz <= 100_000 ? 1000 : hz <= 400_000 ? 300 : 120;

    private static double Inverse(double? ohms) => ohms is { } value ? 1 / value : 0;
}
