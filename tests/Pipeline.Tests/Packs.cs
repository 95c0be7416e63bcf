using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests;

/// <summary>Packs as a node would send them, made from a seed.</summary>
internal static class Packs
{
    public const string Mac = "urn:dev:mac:0024befffe804ff1:";
    public const long Base = 1_790_000_000_123;

    private static readonly string[] Channels = ["t", "rh", "p", "pm2_5", "veh1", "flow1", "press", "door"];

    public static byte[] Encode(PackFormat format, Action<PackWriter> fill, ClockState clock = ClockState.Synchronised, long baseMs = Base, uint boot = 7, uint seq = 42)
    {
        byte[] body = new byte[WireLimits.MaxPackBytes];
        var writer = new PackWriter(body, PackHeader.BodyLimit(Mac), format);
        fill(writer);
        byte[] pack = new byte[WireLimits.MaxPackBytes];
        int length = PackHeader.Compose(pack, format, Mac, clock, baseMs, boot, seq, body, 0, writer.Length, writer.Count);
        return pack[..length];
    }

    /// <summary>A pack with all kinds of readings; what it must decode to lands in <paramref name="expected"/>.</summary>
    public static byte[] Any(Random random, Pack expected)
    {
        expected.Clear();
        expected.BaseName = Mac;
        expected.Boot = (uint)random.NextInt64(uint.MaxValue);
        expected.Seq = (uint)random.NextInt64(uint.MaxValue);
        expected.Basis = (TimeBasis)random.Next(2);
        expected.ReceivedMs = Base;
        var format = (PackFormat)random.Next(2);
        long age = expected.Basis == TimeBasis.Arrival ? random.Next(100_000_000) : 0;
        int count = 1 + random.Next(30);
        return Encode(
            format,
            writer =>
            {
                for (int i = 0; i < count; i++) AddAny(random, writer, expected, Base - age);
            },
            expected.Basis == TimeBasis.Arrival ? ClockState.Relative : ClockState.Synchronised,
            expected.Basis == TimeBasis.Arrival ? -age : Base,
            expected.Boot,
            expected.Seq);
    }

    private static void AddAny(Random random, PackWriter writer, Pack expected, long baseMs)
    {
        string channel = Channels[random.Next(Channels.Length)];
        long offset = random.Next(3) == 0 ? 0 : random.Next(600_000) - 300_000;
        int quality = random.Next(4) == 0 ? 1 + random.Next(4) : Quality.Good;
        var reading = new Reading { Channel = channel, TimeMs = baseMs + offset, Quality = (byte)quality };
        bool added;
        switch (random.Next(6))
        {
            case 0:
                reading.Kind = ReadingKind.Bool;
                reading.Number = random.Next(2);
                added = writer.AddBool(channel, reading.Number != 0, offset, quality);
                break;
            case 1:
                reading.Kind = ReadingKind.Text;
                reading.Text = "open";
                added = writer.AddText(channel, "open", offset, quality);
                break;
            case 2:
                reading.Kind = ReadingKind.Missing;
                reading.Text = MissingReason.Timeout;
                reading.Quality = Quality.Missing;
                added = writer.AddMissing(channel, MissingReason.Timeout, offset);
                break;
            default:
                long mantissa = random.Next(2_000_000) - 1_000_000;
                int exponent = -random.Next(5);
                reading.Number = mantissa / Math.Pow(10, -exponent);
                added = writer.AddNumber(channel, mantissa, exponent, offset, quality);
                break;
        }

        if (added) expected.Add() = reading;
    }

    public static void AssertSame(Pack expected, Pack actual)
    {
        Assert.AreEqual(expected.BaseName, actual.BaseName);
        Assert.AreEqual(expected.Boot, actual.Boot);
        Assert.AreEqual(expected.Seq, actual.Seq);
        Assert.AreEqual(expected.Basis, actual.Basis);
        Assert.AreEqual(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            var (a, b) = (expected.Readings[i], actual.Readings[i]);
            Assert.AreEqual(a.Channel, b.Channel);
            Assert.AreEqual(a.Unit, b.Unit);
            Assert.AreEqual(a.Kind, b.Kind);
            Assert.AreEqual(a.Number, b.Number);
            Assert.AreEqual(a.Text, b.Text);
            Assert.AreEqual(a.TimeMs, b.TimeMs);
            Assert.AreEqual(a.Quality, b.Quality);
            Assert.AreEqual(a.Tests, b.Tests);
        }
    }
}
