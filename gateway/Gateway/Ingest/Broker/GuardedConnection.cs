using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>One socket as the transport's guard sees it; the session is added once there is one.</summary>
internal sealed class GuardedConnection(ConnectionContext connection, int maxPacketBytes, Action<GuardedConnection, long> refused, TimeProvider time) : IDuplexPipe
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PacketGuard? _input;
    private long _heardAt = time.GetTimestamp();

    public EndPoint? Remote => connection.RemoteEndPoint;

    public NodeSession? Session { get; set; }

    /// <summary>Its CONNECT was read, or it was told why it is closed: there is a line about it already.</summary>
    public bool Accounted { get; set; }

    /// <summary>Something came in.</summary>
    public bool Spoke { get; private set; }

    public string? Client => Session?.Identity.ClientId;

    /// <summary>Ends when the broker has let go of the connection and of all it kept about it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Time since the last bytes came in.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    public PipeReader Input => _input!;

    public PipeWriter Output { get; private set; } = null!;

    /// <summary>Puts the guard between the connection's transport and its next user.</summary>
    public void Attach()
    {
        _input = new PacketGuard(connection.Transport.Input, maxPacketBytes, bytes => refused(this, bytes), Heard);
        Output = connection.Transport.Output;
        connection.Transport = this;
    }

    public void End() => _ended.TrySetResult();

    public void Abort(string reason) => connection.Abort(new ConnectionAbortedException(reason));

    private void Heard(bool any)
    {
        Spoke |= any;
        Volatile.Write(ref _heardAt, time.GetTimestamp());
    }
}
