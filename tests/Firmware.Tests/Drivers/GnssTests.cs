using System.Text;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Drivers;

[TestClass]
public sealed class GnssTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);
    private readonly Bench _bench = new();
    private readonly SimulatedSerialLine _line;
    private readonly SimulatedGnss _receiver;

    public GnssTests()
    {
        _bench.Line = _line = new SimulatedSerialLine(_bench.Manual);
        _receiver = _line.Attach(new SimulatedGnss(() => Noon));
    }

    /// <summary>The sentence every NMEA primer shows: checksum 47, 48°07.038' N, 11°31' E, 545.4 m.</summary>
    [TestMethod]
    public void A_known_sentence_is_taken_and_a_changed_one_is_not()
    {
        const string Known = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n";
        var sentence = new NmeaSentence();
        Assert.IsTrue(Completes(sentence, Known));
        Assert.IsTrue(sentence.Is("GGA"));
        Assert.IsTrue(sentence.Number(9, out double altitude));
        Assert.AreEqual(545.4, altitude, 1e-9);
        Assert.IsFalse(sentence.Number(13, out _));
        Assert.IsFalse(Completes(sentence, Known.Replace("4807", "4808", StringComparison.Ordinal)));
        Assert.IsTrue(sentence.Broken);
    }

    [TestMethod]
    [DataRow(31.2304, 121.4737)]
    [DataRow(-33.8688, 151.2093)]
    [DataRow(0.0001, -0.0001)]
    public void A_fix_gives_position_and_time(double latitude, double longitude)
    {
        (_receiver.Latitude, _receiver.Longitude) = (latitude, longitude);
        SensorValue[] values = _bench.Measure(_bench.Create("gnss"));
        Bench.Is(latitude, values[0], 2e-7);
        Bench.Is(longitude, values[1], 2e-7);
        Bench.Is(4.5, values[2], 1e-9);
        Bench.Is(9, values[3], 0);
        Bench.Is(0.9, values[4], 1e-9);
        Bench.Is(new DateTimeOffset(Noon).ToUnixTimeSeconds(), values[5], 0);
    }

    [TestMethod]
    public void Without_a_fix_only_the_satellites_are_known()
    {
        _receiver.HasFix = false;
        SensorValue[] values = _bench.Measure(_bench.Create("gnss"));
        Bench.Is(9, values[3], 0);
        foreach (int i in new[] { 0, 1, 2, 4, 5 }) Assert.AreEqual(MissingReason.NoFix, values[i].Missing);
    }

    [TestMethod]
    public void A_silent_and_a_disturbed_line_are_told_apart()
    {
        ISensor sensor = _bench.Create("gnss");
        _line.Disturbed = true;
        Bench.AllMissing(MissingReason.Crc, _bench.Measure(sensor));
        _line.Disturbed = false;
        _line.Cut = true;
        _ = _bench.Measure(sensor);
        Bench.AllMissing(MissingReason.Timeout, _bench.Measure(sensor));
    }

    [TestMethod]
    public void No_bytes_make_the_parser_throw()
    {
        Gen.OneOf(Gen.Byte, Gen.Char["$*,\r\nGA.-0"].Select(c => (byte)c)).Array[0, 400].Sample(bytes =>
        {
            var sentence = new NmeaSentence();
            foreach (byte b in bytes)
            {
                if (sentence.Accept(b)) _ = sentence.Number(3, out _);
            }
        });
    }

    [TestMethod]
    public void Calendar_and_unix_time_agree_with_the_base_library()
    {
        Gen.Long[0, 4102444799].Sample(seconds =>
        {
            DateTime date = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
            int[] fields = new int[7];
            UnixTime.ToFields(seconds, fields);
            return UnixTime.ToSeconds(date.Year, date.Month, date.Day, date.Hour, date.Minute, date.Second) == seconds
                && new DateTime(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], DateTimeKind.Utc) == date
                && fields[6] % 7 == (int)date.DayOfWeek;
        });
        Assert.AreEqual(-1, UnixTime.ToSeconds(2025, 2, 29, 0, 0, 0));
        Assert.AreEqual(-1, UnixTime.ToSeconds(2025, 13, 1, 0, 0, 0));
        Assert.AreEqual(-1, UnixTime.ToSeconds(2025, 1, 1, 24, 0, 0));
    }

    private static bool Completes(NmeaSentence sentence, string text)
    {
        bool complete = false;
        foreach (byte b in Encoding.ASCII.GetBytes(text)) complete |= sentence.Accept(b);
        return complete;
    }
}
