using System.Net;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest;

/// <summary>What became of a message to a node.</summary>
internal enum SendResult
{
    /// <summary>Handed to the node's session; a retained one also kept for its next connection.</summary>
    Sent = 0,

    /// <summary>The node is not connected and the message is not of a kind that waits for it.</summary>
    NotConnected,

    /// <summary>The node has not acknowledged earlier messages and was disconnected.</summary>
    Unresponsive,
}

/// <summary>
/// The MQTT broker the nodes talk to, behind a seam so that another can take its place. It asks an
/// <see cref="IBrokerGate"/> before it lets anything in.
/// </summary>
internal interface IIngestBroker : IAsyncDisposable
{
    /// <summary>Bound sockets in the order of the configuration, with the ports really taken.</summary>
    IReadOnlyList<IPEndPoint> Endpoints { get; }

    /// <summary>Open connections, authenticated or not.</summary>
    int Connections { get; }

    /// <summary>Ends when every socket listens.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Stops taking connections, closes those there are, and ends when none is left.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Sends a command or a desired configuration; the latter is retained.</summary>
    ValueTask<SendResult> SendAsync(string site, string node, TopicKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation);

    /// <summary>Closes a node's connection; false when it has none.</summary>
    ValueTask<bool> DisconnectAsync(string clientId);
}
