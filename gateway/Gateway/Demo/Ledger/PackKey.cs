namespace SmartCity.Gateway.Demo.Ledger;

/// <summary>The name of a pack for ever: <c>(site, node, boot, seq)</c>.</summary>
internal readonly record struct PackKey(string Site, string Node, uint Boot, uint Seq);
