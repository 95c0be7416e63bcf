using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Ingest;

/// <summary>A CONNECT as it came; a certificate, if there is one, has been found to be the authority's.</summary>
internal readonly record struct ConnectRequest(
    string? ClientId, string? User, ReadOnlyMemory<byte> Password, IPAddress Address, bool Mqtt5, X509Certificate2? Certificate = null);

/// <summary>A session, or the reason there is none.</summary>
internal readonly record struct ConnectReply(NodeSession? Session, Refusal Reason, string? Text);

/// <summary>A PUBLISH as it came.</summary>
internal readonly record struct PublishRequest(string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain);

/// <summary>Who may come in, and what becomes of what they bring. Calls of one session come one after the other.</summary>
internal interface IBrokerGate
{
    /// <summary>Decides; a session that is granted lives from <see cref="Connected"/> to <see cref="Disconnected"/>.</summary>
    ValueTask<ConnectReply> ConnectAsync(ConnectRequest request);

    /// <summary>
    /// The session begins; the same node's session before it has ended. False when it does not: it may have waited for that
    /// end, and a revocation came first.
    /// </summary>
    bool Connected(NodeSession session);

    /// <summary>The answer may take as long as a commit; the broker holds the acknowledgement back until then.</summary>
    ValueTask<PublishReply> PublishAsync(NodeSession session, PublishRequest request);

    /// <summary>Null when the filter is granted, else what is wrong with it.</summary>
    string? Subscribe(NodeSession session, string filter);

    void Disconnected(NodeSession session);

    /// <summary>A connection broke the transport's bounds and is being closed; <paramref name="client"/> is null before its CONNECT.</summary>
    void TransportRefused(EndPoint? remote, string? client, Refusal reason, string text);
}
