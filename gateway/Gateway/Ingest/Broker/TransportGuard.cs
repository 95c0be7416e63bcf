using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>What became of a session's wish to be its node's only one.</summary>
internal enum Claim
{
    Granted = 0,

    /// <summary>The one before has not ended.</summary>
    Busy,

    /// <summary>Its credentials are not good any more.</summary>
    Void,
}

/// <summary>
/// What is bounded before a byte of MQTT is read: how many connections, how large a packet, how long a silence. Two Kestrel
/// connection middlewares: <see cref="CountAsync"/> before TLS, <see cref="GuardAsync"/> behind it. It also sees to it that
/// a node has one session at a time.
/// </summary>
internal sealed class TransportGuard : IAsyncDisposable
{
    /// <summary>How long a connection that was dismissed has to go by itself.</summary>
    public static readonly TimeSpan GraceBeforeCut = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GraceBeforeAbort = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromSeconds(5);

    // Key of a connection that has come through TLS, or needs none.
    private static readonly object Reached = new();

    private readonly ConcurrentDictionary<EndPoint, GuardedConnection> _open = [];
    private readonly ConcurrentDictionary<string, GuardedConnection> _byClient = [];
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
        var address = Neighbourhood.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        if (_count.TryEnter(address) is { } full)
        {
            _gate.TransportRefused(connection.RemoteEndPoint, null, Refusal.Connections, full);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
            if (!connection.Items.ContainsKey(Reached)) _gate.TransportRefused(connection.RemoteEndPoint, null, Refusal.Handshake, "TLS came to no agreement");
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
        connection.Items[Reached] = Reached;
        if (connection.RemoteEndPoint is { } remote) _open[remote] = guarded;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            if (connection.RemoteEndPoint is { } gone) _open.TryRemove(new KeyValuePair<EndPoint, GuardedConnection>(gone, guarded));
            if (guarded.Session is { } session) Release(guarded, session);
            else if (guarded is { Spoke: true, Accounted: false }) _gate.TransportRefused(connection.RemoteEndPoint, null, Refusal.NoConnect, "what came was no CONNECT");
        }
    }

    /// <summary>A CONNECT was read from that connection; what becomes of it is the gate's to tell.</summary>
    public void Introduced(EndPoint? remote)
    {
        if (remote is not null && _open.TryGetValue(remote, out var connection)) connection.Accounted = true;
    }

    /// <summary>
    /// Makes the session the only one of its node: one that is open is dismissed, and the new one waits until the broker is
    /// done with it. (The library deletes a closed connection's session by client id, late, and would take the new
    /// connection's instead.) Not granted when the old one does not end in time, because its pack waits for the disk, or
    /// when the gate has changed its mind.
    /// </summary>
    public async Task<Claim> ClaimAsync(EndPoint? remote, NodeSession session, Func<Task> dismiss)
    {
        if (remote is null || !_open.TryGetValue(remote, out var mine)) return Claim.Busy;
        var clientId = session.Identity.ClientId;
        var began = _time.GetTimestamp();
        while (!_byClient.TryAdd(clientId, mine))
        {
            if (!_byClient.TryGetValue(clientId, out var old)) continue;
            await dismiss().ConfigureAwait(false);
            if (await EndsWithin(old, GraceBeforeAbort).ConfigureAwait(false)) continue;
            old.Abort("taken over");
            await EndsWithin(old, LongestTakeover - _time.GetElapsedTime(began)).ConfigureAwait(false);
            if (_time.GetElapsedTime(began) >= LongestTakeover) return Claim.Busy;
        }

        // Registered first, asked then: a revocation that comes between the two finds the connection here and ends it.
        if (!_gate.Connected(session))
        {
            _byClient.TryRemove(new KeyValuePair<string, GuardedConnection>(clientId, mine));
            mine.End();
            return Claim.Void;
        }

        mine.Session = session;
        return Claim.Granted;
    }

    /// <summary>Sees to it that a node that was told to go is gone within half a second, whether it reads or not.</summary>
    public async Task EndAsync(string clientId)
    {
        if (!_byClient.TryGetValue(clientId, out var connection)) return;
        if (!await EndsWithin(connection, GraceBeforeCut).ConfigureAwait(false)) connection.Abort("dismissed");
    }

    public ValueTask DisposeAsync() => _sweep.DisposeAsync();

    private async Task<bool> EndsWithin(GuardedConnection connection, TimeSpan patience)
    {
        if (patience <= TimeSpan.Zero) return connection.Ended.IsCompleted;
        await connection.Ended.WaitAsync(patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return connection.Ended.IsCompleted;
    }

    private void Release(GuardedConnection connection, NodeSession session)
    {
        _gate.Disconnected(session);
        _byClient.TryRemove(new KeyValuePair<string, GuardedConnection>(session.Identity.ClientId, connection));
        connection.End();
    }

    private void RefusePacket(GuardedConnection connection, long bytes)
    {
        var size = bytes == long.MaxValue ? "an endless packet" : $"a packet of {bytes} bytes";
        _gate.TransportRefused(connection.Remote, connection.Client, Refusal.PacketTooLarge, $"{size}; at most {_limits.PacketBytes} are taken");
        connection.Accounted = true;
        connection.Abort("packet too large");
    }

    private void Sweep()
    {
        foreach (var connection in _open.Values)
        {
            if (connection.Silence < TimeSpan.FromSeconds(_limits.SilentSeconds)) continue;
            _gate.TransportRefused(connection.Remote, connection.Client, Refusal.Silent, $"nothing was heard for {_limits.SilentSeconds} s");
            connection.Accounted = true;
            connection.Abort("silent");
        }
    }
}
