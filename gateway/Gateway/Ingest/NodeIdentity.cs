using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest;

/// <summary>Who a client is, and its topics built once, so that a publish is recognised without taking its topic apart.</summary>
internal sealed class NodeIdentity
{
    private readonly string[] _topics = new string[(int)TopicKind.CommandResult + 1];

    /// <summary>Both levels are valid by <see cref="Topics.IsLevel"/>.</summary>
    public NodeIdentity(string site, string node)
    {
        Site = site;
        Node = node;
        ClientId = Topics.ClientId(site, node);
        Prefix = Topics.Prefix + site + "/" + node + "/";
        for (var kind = TopicKind.Data; kind <= TopicKind.CommandResult; kind++) _topics[(int)kind] = Topics.Build(site, node, kind);
    }

    public string Site { get; }

    public string Node { get; }

    /// <summary><c>{site}.{node}</c>.</summary>
    public string ClientId { get; }

    /// <summary><c>sc/1/{site}/{node}/</c>.</summary>
    public string Prefix { get; }

    public string Topic(TopicKind kind) => _topics[(int)kind];

    /// <summary>What this topic of the node's own carries; <see cref="TopicKind.Unknown"/> for any other.</summary>
    public TopicKind KindOf(string topic)
    {
        for (var kind = TopicKind.Data; kind <= TopicKind.CommandResult; kind++)
        {
            if (_topics[(int)kind] == topic) return kind;
        }

        return TopicKind.Unknown;
    }
}
