using System.Net;
using System.Net.Sockets;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Clock;

namespace SmartCity.Gateway.Operate.Sntp;

/// <summary>
/// Time for nodes that reach nobody else. An answer is as long as the question, so it amplifies nothing. A gateway that
/// cannot have the port works without it.
/// </summary>
/// <param name="clock">What the kernel says of its clock.</param>
internal sealed class SntpPart(GatewayHost host, Func<ClockQuality?> clock) : IGatewayPart
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger = host.Loggers.CreateLogger<SntpPart>();
    private Socket? _socket;
    private Task _serving = Task.CompletedTask;

    /// <summary>Where it listens; null when it does not.</summary>
    public IPEndPoint? Endpoint => (IPEndPoint?)_socket?.LocalEndPoint;

    public Task StartAsync(CancellationToken cancellation)
    {
        if (host.Options.Operate.Sntp.Length == 0) return Task.CompletedTask;
        var wanted = IPEndPoint.Parse(host.Options.Operate.Sntp);
        var socket = new Socket(wanted.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(wanted);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            OperateLog.NoTimeServer(_logger, wanted, e.Message);
            return Task.CompletedTask;
        }

        _socket = socket;
        OperateLog.TimeServer(_logger, wanted);
        _serving = Task.Run(() => ServeAsync(socket), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _socket?.Dispose();
        _socket = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ServeAsync(Socket socket)
    {
        var request = new byte[SntpReply.Bytes * 4];
        var reply = new byte[SntpReply.Bytes];
        var anybody = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var from = await socket.ReceiveFromAsync(request, SocketFlags.None, anybody, _stop.Token).ConfigureAwait(false);
                var received = host.Time.GetUtcNow();
                if (!SntpReply.TryWrite(request.AsSpan(0, from.ReceivedBytes), clock(), received, host.Time.GetUtcNow(), reply)) continue;
                await socket.SendToAsync(reply, SocketFlags.None, from.RemoteEndPoint, _stop.Token).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Who asked is gone, or asked in a datagram too long: nobody to tell.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
