using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SmartCity.Gateway.Tests.Forward.Mqtt;

/// <summary>A publish as it came over the wire.</summary>
internal sealed record WirePublish(string Topic, ushort Id, IReadOnlyDictionary<string, string> Properties, byte[] Payload);

/// <summary>What the broker does with a publish: the reason code of its PUBACK, how many of them, and whether it hangs up.</summary>
internal sealed record WireAnswer(byte Reason = 0, int Acks = 1, bool HangUp = false, bool Keep = true);

/// <summary>
/// The receiving side of MQTT 3.1.1 and 5 read from the specification, byte by byte, so that the client's library is not
/// its own judge. Misbehaves on request. Sources: OASIS MQTT 3.1.1 and 5.0, chapters 2 and 3.
/// </summary>
internal sealed class WireBroker : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private int _inFlight;

    public WireBroker(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Reason code of CONNACK.</summary>
    public byte ConnectReason { get; set; }

    /// <summary>Receive maximum told to the client (MQTT 5), 0 to say nothing.</summary>
    public ushort ReceiveMaximum { get; set; }

    /// <summary>Most publishes ever unacknowledged at once.</summary>
    public int MostInFlight { get; private set; }

    public int Connections { get; private set; }

    public Func<WirePublish, WireAnswer> Answer { get; set; } = _ => new WireAnswer();

    /// <summary>Completed to let acknowledgements go that wait for it.</summary>
    public TaskCompletionSource? HoldAcks { get; set; }

    /// <summary>Publishes the broker keeps, in order.</summary>
    public List<WirePublish> Kept { get; } = [];

    public IReadOnlyList<WirePublish> Snapshot()
    {
        lock (_gate) return [.. Kept];
    }

    /// <summary>Resets every connection, as a cable that is pulled.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            // A close with no time to linger is a reset.
            foreach (var socket in _open) socket.Close(timeout: 0);

            _open.Clear();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                lock (_gate) _open.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var version = 4;
        var acks = Channel.CreateUnbounded<byte[]>();
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            _ = AcknowledgeAsync(stream, acks.Reader);
            while (true)
            {
                var (type, body) = await ReadPacketAsync(stream);
                switch (type >> 4)
                {
                    case 1:
                        version = body[6];
                        lock (_gate) Connections++;
                        await stream.WriteAsync(ConnAck(version));
                        if (ConnectReason != 0) return;
                        break;
                    case 3:
                        Assert.AreEqual(1, (type >> 1) & 3, "QoS");
                        var publish = Parse(body, version);
                        var answer = Answer(publish);
                        if (answer.Keep)
                        {
                            lock (_gate) Kept.Add(publish);
                        }

                        for (var i = 0; i < answer.Acks; i++) acks.Writer.TryWrite(PubAck(publish.Id, answer.Reason, version));
                        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
                        if (answer.HangUp) return;
                        break;
                    case 12:
                        await stream.WriteAsync((byte[])[0xd0, 0]);
                        break;
                    case 14:
                        return;
                    default:
                        Assert.Fail($"packet type {type >> 4}");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task AcknowledgeAsync(NetworkStream stream, ChannelReader<byte[]> acks)
    {
        try
        {
            await foreach (var ack in acks.ReadAllAsync(_stop.Token))
            {
                if (HoldAcks is { } hold) await hold.Task.WaitAsync(_stop.Token);
                Interlocked.Decrement(ref _inFlight);
                await stream.WriteAsync(ack);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    private byte[] ConnAck(int version)
    {
        if (version == 4) return [0x20, 2, 0, ConnectReason];
        if (ReceiveMaximum == 0) return [0x20, 3, 0, ConnectReason, 0];
        return [0x20, 6, 0, ConnectReason, 3, 0x21, (byte)(ReceiveMaximum >> 8), (byte)ReceiveMaximum];
    }

    private static byte[] PubAck(ushort id, byte reason, int version) =>
        version == 4 || reason == 0 ? [0x40, 2, (byte)(id >> 8), (byte)id] : [0x40, 4, (byte)(id >> 8), (byte)id, reason, 0];

    private static async Task<(byte Type, byte[] Body)> ReadPacketAsync(NetworkStream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one);
        var type = one[0];
        int length = 0, shift = 0;
        do
        {
            await stream.ReadExactlyAsync(one);
            length |= (one[0] & 0x7f) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0);

        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return (type, body);
    }

    private static WirePublish Parse(byte[] body, int version)
    {
        var at = 0;
        var topic = Text(body, ref at);
        var id = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += 2;
        var properties = new Dictionary<string, string>();
        if (version == 5)
        {
            var end = body[at] + at + 1;
            Assert.IsLessThan(128, body[at], "properties take one length byte in these tests");
            for (at++; at < end;)
            {
                switch (body[at++])
                {
                    case 0x03: properties["content-type"] = Text(body, ref at); break;
                    case 0x26: properties[Text(body, ref at)] = Text(body, ref at); break;
                    default: Assert.Fail($"property {body[at - 1]:x}"); break;
                }
            }
        }

        return new WirePublish(topic, id, properties, body[at..]);
    }

    private static string Text(byte[] body, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += 2 + length;
        return Encoding.UTF8.GetString(body, at - length, length);
    }
}
