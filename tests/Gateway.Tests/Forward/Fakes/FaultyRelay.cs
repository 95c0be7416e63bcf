using System.Net;
using System.Net.Sockets;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>A TCP relay to a real server that cuts, stalls, or loses answers on request.</summary>
internal sealed class FaultyRelay : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private bool _plugged = true;

    public FaultyRelay(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>After so many answers a connection breaks before the next is through; 0: never.</summary>
    public int LoseAfter { get; set; }

    /// <summary>Completed to let answers go that wait for it.</summary>
    public TaskCompletionSource? HoldAnswers { get; set; }

    public void Unplug()
    {
        lock (_gate)
        {
            _plugged = false;

            // A close with no time to linger is a reset.
            foreach (var socket in _open) socket.Close(timeout: 0);
            _open.Clear();
        }
    }

    public void Plug()
    {
        lock (_gate) _plugged = true;
    }

    public void Dispose()
    {
        _listener.Stop();
        Unplug();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task RelayAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            if (!Track(near) || !Track(far)) return;
            await far.ConnectAsync(_server);
            await Task.WhenAny(PumpAsync(near, far, isAnswer: false), PumpAsync(far, near, isAnswer: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            near.Close(timeout: 0);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        var answers = 0;
        int read;
        while ((read = await from.ReceiveAsync(buffer)) > 0)
        {
            if (isAnswer && LoseAfter > 0 && ++answers > LoseAfter) return;
            if (isAnswer && HoldAnswers is { } hold) await hold.Task;
            for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }
    }

    private bool Track(Socket socket)
    {
        lock (_gate)
        {
            if (_plugged) _open.Add(socket);
            else socket.Close(timeout: 0);
            return _plugged;
        }
    }
}
