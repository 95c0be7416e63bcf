using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmartCity.Wire;

namespace SmartCity.Bench.Ingest;

/// <summary>One node on a bare socket: MQTT 3.1.1, QoS 1, a pack of six readings in CBOR with each publish, a new <c>seq</c> for each.</summary>
internal sealed class LoadConnection(int index, uint boot, int window, Latencies latencies) : IDisposable
{
    public const string Site = "bench", Password = "a-secret-of-256-bits-would-be-longer";
    private const string BaseName = "urn:dev:mac:0024befffe804ff1:";
    private const byte Connect = 0x10, ConnAck = 0x20, PublishQos1 = 0x32, PubAck = 0x40;
    private const int PubAckBytes = 4;
    private const long FirstTimeMs = 1_763_834_400_000;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _topic = Encoding.ASCII.GetBytes($"sc/1/{Site}/{Node(index)}/data");
    private readonly byte[] _body = new byte[WireLimits.MaxPackBytes], _pack = new byte[WireLimits.MaxPackBytes];
    private readonly byte[] _out = new byte[window * 2 * WireLimits.MaxPackBytes], _in = new byte[4096];
    private readonly long[] _sent = new long[window];
    private int _bodyBytes, _bodyCount, _used;
    private uint _seq;

    public static string Node(int index) => "n" + index.ToString(CultureInfo.InvariantCulture);

    public async Task ConnectAsync(int port)
    {
        var writer = new PackWriter(_body, PackHeader.BodyLimit(BaseName), PackFormat.Cbor);
        (string Channel, long Value)[] readings = [("t", 215), ("rh", 403), ("p", 1013), ("pm2_5", 123), ("pm10", 201), ("co2", 4300)];
        foreach (var (channel, value) in readings)
            if (!writer.AddNumber(channel, value, -1, 0, Quality.Good)) throw new InvalidOperationException("the pack is full");
        (_bodyBytes, _bodyCount) = (writer.Length, writer.Count);

        await _socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
        await _socket.SendAsync(ConnectPacket()).ConfigureAwait(false);
        var got = await _socket.ReceiveAsync(_in).ConfigureAwait(false);
        if (got < PubAckBytes || _in[0] != ConnAck || _in[3] != 0) throw new IOException($"CONNECT of {Node(index)} was refused");
    }

    public async Task RunAsync(CancellationToken stop)
    {
        for (var i = 0; i < window; i++) Publish();
        var held = 0;
        while (!stop.IsCancellationRequested)
        {
            await _socket.SendAsync(_out.AsMemory(0, _used), CancellationToken.None).ConfigureAwait(false);
            _used = 0;
            while (_used == 0)
            {
                var got = await _socket.ReceiveAsync(_in.AsMemory(held), CancellationToken.None).ConfigureAwait(false);
                if (got == 0) throw new IOException($"{Node(index)} was cut off");
                held = Take(held + got);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Answers each whole acknowledgement with the next pack; returns how many bytes are left over.</summary>
    private int Take(int bytes)
    {
        var at = 0;
        for (; at + PubAckBytes <= bytes; at += PubAckBytes)
        {
            if (_in[at] != PubAck) throw new IOException($"{Node(index)} got packet type {_in[at]:x2}");
            var id = BinaryPrimitives.ReadUInt16BigEndian(_in.AsSpan(at + 2));
            latencies.Add(Stopwatch.GetElapsedTime(_sent[id % window]));
            Publish();
        }

        _in.AsSpan(at, bytes - at).CopyTo(_in);
        return bytes - at;
    }

    private void Publish()
    {
        var length = PackHeader.Compose(_pack, PackFormat.Cbor, BaseName, ClockState.Synchronised, FirstTimeMs + _seq * 1000L, boot, _seq, _body, 0, _bodyBytes, _bodyCount);
        // Packet identifiers are not 0, and each names its place in the window.
        var id = (ushort)(_seq % ((ushort.MaxValue / window - 1) * window) + window);
        var rest = 2 + _topic.Length + 2 + length;
        var at = _out.AsSpan(_used);
        at[0] = PublishQos1;
        var head = 1 + WriteLength(at[1..], rest);
        BinaryPrimitives.WriteUInt16BigEndian(at[head..], (ushort)_topic.Length);
        _topic.CopyTo(at[(head + 2)..]);
        BinaryPrimitives.WriteUInt16BigEndian(at[(head + 2 + _topic.Length)..], id);
        _pack.AsSpan(0, length).CopyTo(at[(head + 4 + _topic.Length)..]);
        _used += head + rest;
        _sent[id % window] = Stopwatch.GetTimestamp();
        _seq++;
    }

    private static byte[] ConnectPacket(string client)
    {
        // MQTT 3.1.1, section 3.1: protocol name, level 4, user name + password + clean session, no keep-alive.
        byte[] variable = [0, 4, .. "MQTT"u8, 4, 0xC2, 0, 0, .. Text(client), .. Text(client), .. Text(Password)];
        var packet = new byte[5 + variable.Length];
        packet[0] = Connect;
        var head = 1 + WriteLength(packet.AsSpan(1), variable.Length);
        variable.CopyTo(packet, head);
        return packet[..(head + variable.Length)];
    }

    private byte[] ConnectPacket() => ConnectPacket($"{Site}.{Node(index)}");

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    /// <summary>Remaining length in base 128 (section 2.2.3); returns the bytes it takes.</summary>
    private static int WriteLength(Span<byte> at, int value)
    {
        var used = 0;
        do
        {
            var digit = value % 128;
            value /= 128;
            at[used++] = (byte)(value > 0 ? digit | 128 : digit);
        }
        while (value > 0);
        return used;
    }
}
