using System.Net;
using System.Net.Sockets;

namespace SmartCity.Bench.Forward;

/// <summary>A TCP relay on loopback that lets only so many bytes a second up; answers come back unhindered.</summary>
internal sealed class ThrottledLink : IDisposable
{
    private const int Slice = 2048;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _bytesPerSecond;
    private readonly int _target;
    private readonly TimeProvider _time;

    public ThrottledLink(int target, int bytesPerSecond, TimeProvider time)
    {
        (_target, _bytesPerSecond, _time) = (target, bytesPerSecond, time);

        // A small window: a link's queue is a few packets, not the megabytes that loopback would take.
        _listener.Server.ReceiveBufferSize = 8 * 1024;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that went up.</summary>
    public long Bytes { get; private set; }

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient { NoDelay = true })
        {
            near.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, _target);
            try
            {
                await Task.WhenAny(UpAsync(near.GetStream(), far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (IOException)
            {
                // One end hung up.
            }
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[Slice];
        var began = _time.GetTimestamp();
        double due = 0;
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            // Time not used is lost, as on a real link; what is owed is waited for.
            due = Math.Max(due, _time.GetElapsedTime(began).TotalSeconds - 0.01) + ((double)read / _bytesPerSecond);
            var wait = due - _time.GetElapsedTime(began).TotalSeconds;
            if (wait > 0.002) await Task.Delay(TimeSpan.FromSeconds(wait), _time);
            await to.WriteAsync(buffer.AsMemory(0, read));
            Bytes += read;
        }
    }
}
