using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Clock;
using SmartCity.Gateway.Operate.Sntp;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using MemoryJournal = SmartCity.Gateway.Tests.Ingest.Support.MemoryJournal;

namespace SmartCity.Gateway.Tests.Operate.Sntp;

[TestClass]
public sealed class SntpTests
{
    // 2026-01-01T00:00:00Z is 3,976,214,400 s after 1900: 126 years of 365 days and 31 leap days.
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly byte[] _reply = new byte[SntpReply.Bytes];

    [TestMethod]
    public void A_synchronised_clock_gives_its_time_and_its_bound()
    {
        var request = Request(version: 4);
        BinaryPrimitives.WriteUInt64BigEndian(request.AsSpan(40), 0x0102030405060708);
        var good = new ClockQuality(true, TimeSpan.FromSeconds(0.5), LeapSecond.Insert);

        Assert.IsTrue(SntpReply.TryWrite(request, good, NewYear, NewYear.AddSeconds(0.25), _reply));
        Assert.AreEqual(0b01_100_100, _reply[0], "leap second to come, version 4, server");
        Assert.AreEqual(10, _reply[1]);
        Assert.AreEqual(0x8000u, BinaryPrimitives.ReadUInt32BigEndian(_reply.AsSpan(8)), "root dispersion of half a second");
        Assert.AreEqual(0x0102030405060708ul, BinaryPrimitives.ReadUInt64BigEndian(_reply.AsSpan(24)), "the client's own stamp comes back");
        Assert.AreEqual(3_976_214_400u, BinaryPrimitives.ReadUInt32BigEndian(_reply.AsSpan(32)));
        Assert.AreEqual(0x4000_0000u, BinaryPrimitives.ReadUInt32BigEndian(_reply.AsSpan(44)), "a quarter of a second later");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_clock_that_is_not_synchronised_or_not_known_says_so(bool known)
    {
        Assert.IsTrue(SntpReply.TryWrite(Request(version: 3), known ? new ClockQuality(false, TimeSpan.Zero) : null, NewYear, NewYear, _reply));

        Assert.AreEqual(0b11_011_100, _reply[0], "leap indicator 3: alarm");
        Assert.AreEqual(0, _reply[1]);
        Assert.AreEqual("INIT", System.Text.Encoding.ASCII.GetString(_reply, 12, 4));
        Assert.AreEqual(16u << 16, BinaryPrimitives.ReadUInt32BigEndian(_reply.AsSpan(8)));
    }

    [TestMethod]
    public void The_second_era_begins_in_2036()
    {
        SntpReply.TryWrite(Request(4), new ClockQuality(true, TimeSpan.Zero), new DateTimeOffset(2036, 2, 7, 6, 28, 17, TimeSpan.Zero), NewYear, _reply);

        Assert.AreEqual(1u, BinaryPrimitives.ReadUInt32BigEndian(_reply.AsSpan(32)));
    }

    [TestMethod]
    [DataRow(47, 0b00_100_011)]
    [DataRow(48, 0b00_100_100)]
    [DataRow(48, 0b00_000_011)]
    [DataRow(48, 0b00_101_011)]
    [DataRow(48, 0b00_100_110)]
    [DataRow(0, 0)]
    public void What_is_no_question_of_a_client_gets_no_answer(int length, int first)
    {
        var request = new byte[length];
        if (length > 0) request[0] = (byte)first;

        Assert.IsFalse(SntpReply.TryWrite(request, null, NewYear, NewYear, _reply));
    }

    [TestMethod]
    public async Task A_node_asks_over_the_network()
    {
        using var log = new LogBook();
        var options = new GatewayOptions
        {
            Data = Path.GetTempPath(),
            Broker = new BrokerOptions { Listeners = [new ListenerOptions { Port = 0 }] },
            Operate = new OperateOptions { Sntp = "127.0.0.1:0" },
        };
        var seams = new GatewaySeams
        {
            Loggers = log,
            Time = new FakeTimeProvider(NewYear),
            OpenJournal = (_, _, _, _) => Task.FromResult<IJournal>(new MemoryJournal()),
            Parts = _ => [],
        };
        var host = new GatewayHost(options, seams);
        await using var part = new SntpPart(host, () => new ClockQuality(true, TimeSpan.Zero));
        await part.StartAsync(CancellationToken.None);
        using var client = new UdpClient();
        client.Connect(part.Endpoint!);
        await client.SendAsync(new byte[] { 1, 2, 3 });
        await client.SendAsync(Request(4));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var answer = await client.ReceiveAsync(patience.Token);

        Assert.AreEqual(SntpReply.Bytes, answer.Buffer.Length);
        Assert.AreEqual(3_976_214_400u, BinaryPrimitives.ReadUInt32BigEndian(answer.Buffer.AsSpan(40)));
        await using var second = new SntpPart(host, () => null);
        options.Operate.Sntp = part.Endpoint!.ToString();
        await second.StartAsync(CancellationToken.None);
        Assert.ContainsSingle(log.Of(2305));
        Assert.IsNull(second.Endpoint);
    }

    private static byte[] Request(int version)
    {
        var request = new byte[SntpReply.Bytes];
        request[0] = (byte)((version << 3) | 3);
        return request;
    }
}
