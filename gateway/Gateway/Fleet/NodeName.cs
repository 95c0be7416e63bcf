using SmartCity.Wire;

namespace SmartCity.Gateway.Fleet;

/// <summary>How people name a node: <c>ix-017</c> at the gateway's own site, <c>xizhimen/ix-017</c> or <c>xizhimen.ix-017</c> at another.</summary>
internal readonly record struct NodeName(string Site, string Node)
{
    public static bool TryParse(string text, string defaultSite, out NodeName name)
    {
        var cut = text.AsSpan().IndexOfAny('/', '.');
        name = cut < 0 ? new NodeName(defaultSite, text) : new NodeName(text[..cut], text[(cut + 1)..]);
        return Topics.IsLevel(name.Site) && Topics.IsLevel(name.Node);
    }

    public override string ToString() => Topics.ClientId(Site, Node);
}
