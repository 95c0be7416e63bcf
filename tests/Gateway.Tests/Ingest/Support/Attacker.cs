using System.Net;
using System.Net.Sockets;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>Somebody with an address of loopback of their own, who wishes the gateway no good.</summary>
internal sealed class Attacker(string address, int port) : IDisposable
{
    // MQTT 3.1.1 CONNECT: the fixed header and the first bytes of the protocol name.
    private static readonly byte[] HalfConnect = [0x10, 0x30, 0x00, 0x04, (byte)'M', (byte)'Q'];

    private readonly List<Socket> _open = [];

    /// <summary>Connections opened that say nothing, or never finish their CONNECT, which they send byte by byte.</summary>
    public async Task HoldAsync(int connections, bool begin, CancellationToken cancellation)
    {
        for (var i = 0; i < connections && !cancellation.IsCancellationRequested; i++)
        {
            if (await TryOpenAsync() is not { } socket) continue;
            _open.Add(socket);
            if (begin) await SayAsync(socket, HalfConnect.AsMemory(0, 1 + (i % HalfConnect.Length)));
        }
    }

    /// <summary>Packets with a sound length and random bytes in it, a connection each, for the gateway closes it.</summary>
    public async Task RubbishAsync(int packets, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var bytes = new byte[64];
        for (var i = 0; i < packets && !cancellation.IsCancellationRequested; i++)
        {
            using var socket = await TryOpenAsync();
            if (socket is null) continue;
            random.NextBytes(bytes);
            var length = random.Next(2, bytes.Length);
            bytes[1] = (byte)(length - 2);
            if (await SayAsync(socket, bytes.AsMemory(0, length))) await HearAsync(socket, bytes);
        }
    }

    /// <summary>CONNECTs of a node with wrong passwords, a connection each.</summary>
    /// <returns>How many were answered; none may be let in.</returns>
    public async Task<(int Answered, int LetIn)> GuessAsync(string client, int guesses, CancellationToken cancellation)
    {
        var (answered, letIn) = (0, 0);
        var answer = new byte[16];
        for (var i = 0; i < guesses && !cancellation.IsCancellationRequested; i++)
        {
            using var socket = await TryOpenAsync();
            if (socket is null || !await SayAsync(socket, RawMqtt.Connect(client, $"guess-{i}"))) continue;
            var read = await HearAsync(socket, answer);
            if (read < 4) continue;
            answered++;

            // MQTT 3.1.1 §3.2: CONNACK, return code 0 is accepted.
            if (answer[0] == 0x20 && answer[3] == 0) letIn++;
        }

        return (answered, letIn);
    }

    public void Dispose()
    {
        foreach (var socket in _open) socket.Dispose();
    }

    private static async Task<bool> SayAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return await socket.SendAsync(bytes) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<int> HearAsync(Socket socket, Memory<byte> bytes)
    {
        try
        {
            return await socket.ReceiveAsync(bytes);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private async Task<Socket?> TryOpenAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
