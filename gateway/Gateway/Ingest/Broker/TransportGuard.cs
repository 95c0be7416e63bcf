using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>
/// What is bounded before a byte of MQTT is read: how many connections, how large a packet, how long a silence. Two Kestrel
/// connection middlewares: <see cref="CountAsync"/> before TLS, <see cref="GuardAsync"/> behind it.
/// </summary>
internal sealed class TransportGuard : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<EndPoint, GuardedConnection> _open = [];
    private readonly LimitOptions _limits;
    private readonly ConnectionLimit _count;
    private readonly IBrokerGate _gate;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public TransportGuard(LimitOptions limits, IBrokerGate gate, TimeProvider time)
    {
        _limits = limits;
        _gate = gate;
        _time = time;
        _count = new ConnectionLimit(limits.Connections, limits.ConnectionsPerAddress);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    public int Connections => _count.Count;

    public async Task CountAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (_count.TryEnter(address) is { } full)
        {
            _gate.TransportRefused(connection.RemoteEndPoint, null, Refusal.Connections, full);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _count.Leave(address);
        }
    }

    public async Task GuardAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var guarded = new GuardedConnection(connection, _limits.PacketBytes, RefusePacket, _time);
        guarded.Attach();
        if (connection.RemoteEndPoint is { } remote) _open[remote] = guarded;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            if (connection.RemoteEndPoint is { } gone) _open.TryRemove(new KeyValuePair<EndPoint, GuardedConnection>(gone, guarded));
        }
    }

    /// <summary>From here on log lines about that socket name the client.</summary>
    public void Name(EndPoint? remote, string client)
    {
        if (remote is not null && _open.TryGetValue(remote, out var guarded)) guarded.Client = client;
    }

    public ValueTask DisposeAsync() => _sweep.DisposeAsync();

    private void RefusePacket(GuardedConnection connection, long bytes)
    {
        var size = bytes == long.MaxValue ? "an endless packet" : $"a packet of {bytes} bytes";
        _gate.TransportRefused(connection.Remote, connection.Client, Refusal.PacketTooLarge, $"{size}; at most {_limits.PacketBytes} are taken");
        connection.Abort("packet too large");
    }

    private void Sweep()
    {
        foreach (var connection in _open.Values)
        {
            if (connection.Silence < TimeSpan.FromSeconds(_limits.SilentSeconds)) continue;
            _gate.TransportRefused(connection.Remote, connection.Client, Refusal.Silent, $"nothing was heard for {_limits.SilentSeconds} s");
            connection.Abort("silent");
        }
    }
}
