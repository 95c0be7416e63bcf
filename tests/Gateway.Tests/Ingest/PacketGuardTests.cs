using System.Buffers;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest.Broker;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class PacketGuardTests
{
    [TestMethod]
    [DataRow("", 0L)]
    [DataRow("10", 0L)]
    [DataRow("C000", 2L)]
    [DataRow("3005", 7L)]
    [DataRow("3080", 0L)]
    [DataRow("308001", 131L)]
    [DataRow("30FFFFFF7F", 268435460L)]
    [DataRow("30FFFFFFFF", long.MaxValue)]
    public void The_size_stands_in_the_fixed_header(string hex, long expected)
    {
        Assert.AreEqual(expected, PacketGuard.PacketBytes(new ReadOnlySequence<byte>(Convert.FromHexString(hex))));
    }

    [TestMethod]
    public void Any_length_is_read_as_it_was_written()
    {
        Gen.Int[0, 268_435_455].Sample(length =>
        {
            var header = new List<byte> { 0x30 };
            for (var rest = length; ; rest >>= 7)
            {
                header.Add((byte)((rest & 0x7f) | (rest > 127 ? 0x80 : 0)));
                if (rest <= 127) break;
            }

            return PacketGuard.PacketBytes(new ReadOnlySequence<byte>(header.ToArray())) == header.Count + (long)length;
        });
    }
}
