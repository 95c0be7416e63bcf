using System.Net;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Ingest;

/// <summary>One node's connection, from its accepted CONNECT on.</summary>
internal sealed class NodeSession(NodeEntry known, IPAddress address, bool mqtt5, TokenBucket rate, TokenBucket refusalLines)
{
    public NodeIdentity Identity => known.Identity;

    /// <summary>The credentials it came in with.</summary>
    public NodeEntry Known => known;

    public IPAddress Address => address;

    /// <summary>The client reads reason codes.</summary>
    public bool Mqtt5 => mqtt5;

    public TokenBucket Rate => rate;

    /// <summary>Log lines this session may still cause; a client that is refused a thousand times a second fills no disk.</summary>
    public TokenBucket RefusalLines => refusalLines;

    /// <summary>Topic filters granted, unsubscribed ones included.</summary>
    public HashSet<string> Filters { get; } = [];

    /// <summary>The client sent DISCONNECT.</summary>
    public bool SaidGoodBye { get; set; }

    /// <summary>Refusals since the last log line about one.</summary>
    public int Unlogged { get; set; }
}
