using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Records;

namespace SmartCity.Pipeline.Admission;

/// <summary>
/// Which packs have been admitted, by <c>(site, node, boot, seq)</c>, in memory bounded per node (boots × ranges) and in
/// all (nodes). What is forgotten at a bound could be admitted again, never wrongly refused. Not thread-safe.
/// </summary>
public sealed class DuplicateIndex
{
    private const byte Version = 1;
    private readonly Dictionary<(string Site, string Node), NodeBoots> _nodes = [];
    private readonly int _maxNodes;
    private readonly int _maxBoots;
    private readonly int _maxRanges;
    private long _clock;

    public DuplicateIndex(int maxNodes = 10_000, int maxBoots = 8, int maxRanges = 64)
    {
        _maxNodes = maxNodes;
        _maxBoots = maxBoots;
        _maxRanges = maxRanges;
    }

    public int Nodes => _nodes.Count;

    /// <summary>Packs no longer remembered because a bound was met.</summary>
    public long Forgotten { get; private set; }

    /// <summary>
    /// True, and remembered, when this pack is new. A pack is remembered before it is durable, so that a copy arriving
    /// meanwhile is known for one; call <see cref="Withdraw"/> when the journal refuses it.
    /// </summary>
    public bool Admit(string site, string node, uint boot, uint seq)
    {
        var ranges = Touch(site, node).For(boot, out long evicted);
        bool added = ranges.Add(seq, out long forgotten);
        Forgotten += evicted + forgotten;
        return added;
    }

    /// <summary>True when this pack was admitted and is still remembered.</summary>
    public bool Contains(string site, string node, uint boot, uint seq) =>
        _nodes.TryGetValue((site, node), out var boots) && boots.Find(boot) is { } ranges && ranges.Contains(seq);

    /// <summary>Takes an admission back.</summary>
    public void Withdraw(string site, string node, uint boot, uint seq)
    {
        if (_nodes.TryGetValue((site, node), out var boots)) boots.Find(boot)?.Remove(seq);
    }

    /// <summary>The whole state as bytes.</summary>
    public byte[] Save()
    {
        // Varints take at most 5 bytes; levels at most 32 ASCII characters by the contract, foreign ones more.
        int size = 16;
        foreach (var ((site, node), boots) in _nodes) size += ((site.Length + node.Length) * 3) + 30 + boots.StateBytes;
        byte[] bytes = new byte[size];
        var writer = new RecordWriter(bytes);
        writer.Byte(Version);
        writer.Unsigned((ulong)_nodes.Count);
        foreach (var ((site, node), boots) in _nodes.OrderBy(n => n.Value.LastUse))
        {
            writer.Text(site);
            writer.Text(node);
            boots.Save(ref writer);
        }

        return bytes[..writer.Length];
    }

    /// <summary>Replaces the state with a saved one; when false the index is empty and the error says why.</summary>
    public bool TryRestore(ReadOnlySpan<byte> saved, out DecodeError error)
    {
        _nodes.Clear();
        _clock = 0;
        var strings = new StringCache(1);
        var reader = new RecordReader(saved);
        if (reader.Byte() != Version) reader.Fail("unknown version of state");
        for (ulong left = reader.Unsigned(); left > 0 && reader.Reason == null; left--)
        {
            string site = reader.Text(strings);
            string node = reader.Text(strings);
            Touch(site, node).Restore(ref reader);
        }

        if (reader.Reason == null && !reader.AtEnd) reader.Fail("bytes after the state");
        error = reader.Reason == null ? default : new DecodeError(reader.At, reader.Reason);
        if (reader.Reason != null) _nodes.Clear();
        return reader.Reason == null;
    }

    private NodeBoots Touch(string site, string node)
    {
        if (!_nodes.TryGetValue((site, node), out var boots))
        {
            if (_nodes.Count == _maxNodes) ForgetNode();
            _nodes[(site, node)] = boots = new NodeBoots(_maxBoots, _maxRanges);
        }

        boots.LastUse = ++_clock;
        return boots;
    }

    private void ForgetNode()
    {
        var oldest = _nodes.MinBy(n => n.Value.LastUse);
        Forgotten += oldest.Value.Packs;
        _nodes.Remove(oldest.Key);
    }
}
