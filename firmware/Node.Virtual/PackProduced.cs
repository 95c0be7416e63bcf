namespace SmartCity.Node.Virtual;

/// <summary>A pack that is durably in a node's outbox: from here on it arrives or is named as lost.</summary>
/// <param name="Site">Site level.</param>
/// <param name="Node">Node level.</param>
/// <param name="Boot">Boot counter.</param>
/// <param name="Seq">Pack number within the boot.</param>
/// <param name="Readings">How many readings it holds.</param>
/// <param name="IsEvent">True when it jumps the queues.</param>
public readonly record struct PackProduced(string Site, string Node, uint Boot, uint Seq, int Readings, bool IsEvent);
