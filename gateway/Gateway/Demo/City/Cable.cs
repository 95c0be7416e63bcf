using System.Net;
using System.Net.Sockets;

namespace SmartCity.Gateway.Demo.City;

/// <summary>
/// The cable between gateway and city: a TCP relay on loopback that a person can pull. Pulling it resets what is
/// connected, as a router that lost its uplink does, and turns every new attempt away until it is put back.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _city;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly Task _accepting;
    private bool _plugged = true;

    public Cable(int cityPort)
    {
        _city = new IPEndPoint(IPAddress.Loopback, cityPort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The gateway's end.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Plugged
    {
        get
        {
            lock (_gate) return _plugged;
        }
    }

    public void Plug()
    {
        lock (_gate) _plugged = true;
    }

    public void Unplug()
    {
        lock (_gate)
        {
            _plugged = false;
            foreach (var socket in _sockets) Reset(socket);
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Unplug();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                if (Track(near)) _ = RelayAsync(near);
                else Reset(near);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed: nobody is to be relayed any more.
        }
    }

    private async Task RelayAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            if (!Track(far)) return;
            await far.ConnectAsync(_city, _stop.Token);
            await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The cable was pulled, or an end hung up: both ends see a reset.
        }
        finally
        {
            Drop(near);
            Drop(far);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            int n;
            while ((n = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; sent < n;) sent += await to.SendAsync(buffer.AsMemory(sent, n - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone; the caller drops the other.
        }
    }

    private bool Track(Socket socket)
    {
        lock (_gate) return _plugged && _sockets.Add(socket);
    }

    private void Drop(Socket socket)
    {
        lock (_gate) _sockets.Remove(socket);
        socket.Dispose();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
