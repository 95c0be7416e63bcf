namespace SmartCity.Node.Virtual.Devices;

/// <summary>A02YYUW ultrasonic ranger: a frame every 100 ms on its own; 0 mm when there is no echo.</summary>
public sealed class SimulatedA02yyuw : ISerialProbe
{
    private const int PeriodMs = 100;
    private long _sent = -1;

    public double Metres { get; set; } = 1;

    public bool Echo { get; set; } = true;

    public void Receive(ReadOnlySpan<byte> data, SimulatedSerialLine line)
    {
    }

    public void Tick(SimulatedSerialLine line)
    {
        long period = line.Clock.MonotonicMs / PeriodMs;
        long first = _sent < 0 ? period : Math.Max(_sent + 1, period - 10);
        for (; first <= period; first++)
        {
            _sent = first;
            int millimetres = Echo ? (int)Math.Round(Metres * 1000) : 0;
            byte high = (byte)(millimetres >> 8), low = (byte)millimetres;
            line.Send([0xff, high, low, (byte)(0xff + high + low)], first * (double)PeriodMs);
        }
    }
}
