namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>The name of a pack for ever, and its key against duplicates on every hop.</summary>
internal readonly record struct PackKey(string Site, string Node, uint Boot, uint Seq)
{
    public override string ToString() => $"{Site}/{Node} boot {Boot} seq {Seq}";
}
