using System.Globalization;
using System.Text;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>A receiver that sends GGA and RMC on every full second of its line's clock.</summary>
public sealed class SimulatedGnss(Func<DateTime> utcNow) : ISerialProbe
{
    private long _sentSecond = -1;

    public double Latitude { get; set; } = 31.2304;

    public double Longitude { get; set; } = 121.4737;

    public double Altitude { get; set; } = 4.5;

    public int Satellites { get; set; } = 9;

    /// <summary>False: talks, and knows no position.</summary>
    public bool HasFix { get; set; } = true;

    public void Receive(ReadOnlySpan<byte> data, SimulatedSerialLine line)
    {
    }

    public void Tick(SimulatedSerialLine line)
    {
        long second = line.Clock.MonotonicMs / 1000;
        long first = _sentSecond < 0 ? second : Math.Max(_sentSecond + 1, second - 3);
        for (; first <= second; first++)
        {
            _sentSecond = first;
            line.Send(Encoding.ASCII.GetBytes(Sentences()), first * 1000.0);
        }
    }

    private string Sentences()
    {
        DateTime now = utcNow();
        string position = HasFix
            ? Invariant($"{Angle(Latitude, 2)},{(Latitude < 0 ? 'S' : 'N')},{Angle(Longitude, 3)},{(Longitude < 0 ? 'W' : 'E')}")
            : ",,,";
        string gga = HasFix
            ? Invariant($"GNGGA,{now:HHmmss.ff},{position},1,{Satellites:00},0.9,{Altitude:0.0},M,8.5,M,,")
            : Invariant($"GNGGA,{now:HHmmss.ff},{position},0,{Satellites:00},99.9,,M,,M,,");
        string rmc = Invariant($"GNRMC,{now:HHmmss.ff},{(HasFix ? 'A' : 'V')},{position},0.0,,{now:ddMMyy},,,A");
        return Framed(gga) + Framed(rmc);
    }

    private static string Framed(string body) => Invariant($"${body}*{body.Aggregate(0, (sum, c) => sum ^ c):X2}\r\n");

    private static string Angle(double degrees, int digits)
    {
        double whole = Math.Floor(Math.Abs(degrees));
        string minutes = ((Math.Abs(degrees) - whole) * 60).ToString("00.00000", CultureInfo.InvariantCulture);
        return whole.ToString(new string('0', digits), CultureInfo.InvariantCulture) + minutes;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
