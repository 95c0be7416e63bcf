namespace SmartCity.Pipeline.Model;

/// <summary>The name of a pack for ever, and its key against duplicates on every hop.</summary>
public readonly record struct PackKey(string Site, string Node, uint Boot, uint Seq)
{
    public static PackKey Of(Pack pack) => new(pack.Site, pack.Node, pack.Boot, pack.Seq);

    /// <summary><c>site/node/boot/seq</c>, as every sink carries it.</summary>
    public override string ToString() => string.Create(null, stackalloc char[96], $"{Site}/{Node}/{Boot}/{Seq}");
}
