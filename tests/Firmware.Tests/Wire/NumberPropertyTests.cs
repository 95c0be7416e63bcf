using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Wire;

/// <summary>Any number a channel can have is on the wire exactly, in both formats, read back by other code than wrote it.</summary>
[TestClass]
public class NumberPropertyTests
{
    private static readonly Gen<(long Mantissa, int Exponent)> Numbers =
        Gen.Select(Gen.OneOf(Gen.Long[-100_000, 100_000], Gen.Long[-(1L << 52), 1L << 52]), Gen.Int[-9, 0]);

    [TestMethod]
    public void Cbor_numbers_are_exact() => Numbers.Sample(n => Exact(n.Mantissa, n.Exponent), iter: 50_000);

    [TestMethod]
    public void Json_numbers_are_exact() =>
        Numbers.Sample(
            n =>
            {
                byte[] body = new byte[200];
                PackWriter writer = new(body, 200, PackFormat.Json);
                writer.AddNumber("t", n.Mantissa, n.Exponent, 0, Quality.Good);
                string text = System.Text.Encoding.ASCII.GetString(body, 0, writer.Length);
                decimal value = decimal.Parse(text["{\"n\":\"t\",\"v\":".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
                return value == Value(n.Mantissa, n.Exponent);
            },
            iter: 20_000);

    private static bool Exact(long mantissa, int exponent)
    {
        byte[] body = new byte[200];
        PackWriter writer = new(body, 200, PackFormat.Cbor);
        writer.AddNumber("t", mantissa, exponent, 0, Quality.Good);

        // {0: "t", 2: number}
        const int start = 5;
        return Read(body, start, out int end) == Value(mantissa, exponent) && end == writer.Length;
    }

    private static decimal Value(long mantissa, int exponent)
    {
        decimal value = mantissa;
        for (int i = exponent; i < 0; i++) value /= 10;
        return value;
    }

    private static decimal Read(byte[] b, int at, out int end)
    {
        switch (b[at])
        {
            case 0xf9:
                end = at + 3;
                return (decimal)(double)BitConverter.ToHalf([b[at + 2], b[at + 1]], 0);
            case 0xfa:
                end = at + 5;
                double single = System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(b.AsSpan(at + 1));
                return Value((long)(single * (1 << 24)), 0) / (1 << 24);
            case 0xc4:
                decimal exponent = Read(b, at + 2, out int next);
                return Value((long)Read(b, next, out end), (int)exponent);
            default:
                int info = b[at] & 31;
                int bytes = info < 24 ? 0 : 1 << (info - 24);
                long value = bytes == 0 ? info : 0;
                for (int i = 1; i <= bytes; i++) value = (value << 8) | b[at + i];
                end = at + 1 + bytes;
                return b[at] >> 5 == 0 ? value : -1 - value;
        }
    }
}
