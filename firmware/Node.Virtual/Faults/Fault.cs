namespace SmartCity.Node.Virtual.Faults;

/// <summary>One thing that goes wrong.</summary>
/// <param name="At">Since the start of the run, in the node's time.</param>
/// <param name="Node">Node name, or <c>*</c> for every node.</param>
/// <param name="Kind">What.</param>
/// <param name="Duration">How long; zero means until the end of the run.</param>
/// <param name="Target">Quantity (stuck, spike) or device (nack) it concerns; null for all.</param>
/// <param name="Amount">Size, in the unit the kind gives.</param>
public sealed record Fault(
    TimeSpan At, string Node, FaultKind Kind, TimeSpan Duration = default, string? Target = null, double Amount = 0)
{
    public bool Concerns(string node) => Node == "*" || Node == node;
}
