using SmartCity.Wire;

namespace SmartCity.Node.Virtual;

/// <summary>Who a virtual node is.</summary>
public sealed record NodeIdentity
{
    /// <param name="site">Topic level.</param>
    /// <param name="node">Topic level.</param>
    /// <exception cref="ArgumentException">A level is not <c>[a-z0-9-]{1,32}</c>.</exception>
    public NodeIdentity(string site, string node)
    {
        if (!Topics.IsLevel(site)) throw new ArgumentException("site is not [a-z0-9-]{1,32}", nameof(site));
        if (!Topics.IsLevel(node)) throw new ArgumentException("node is not [a-z0-9-]{1,32}", nameof(node));
        Site = site;
        Node = node;
    }

    public string Site { get; }

    public string Node { get; }

    /// <summary>The same for the same name on every machine: FNV-1a of site and node.</summary>
    public int Seed
    {
        get
        {
            uint hash = 2166136261;
            foreach (char c in Topics.ClientId(Site, Node)) hash = (hash ^ c) * 16777619;
            return (int)hash;
        }
    }

    /// <summary>A locally administered address (second bit of the first byte, IEEE 802) made of the name.</summary>
    public byte[] MacAddress
    {
        get
        {
            int seed = Seed;
            return [0x02, 0x5c, (byte)(seed >> 24), (byte)(seed >> 16), (byte)(seed >> 8), (byte)seed];
        }
    }
}
