namespace SmartCity.Gateway.Hardware.Check;

/// <summary>One fault of a board: where, which rule, why, from what source, and what to do.</summary>
/// <param name="Board">Name of the board.</param>
/// <param name="Subject">Pin, device, bus, rail or net.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Reason">The rest of a sentence that begins with the subject.</param>
/// <param name="Source">Datasheet or standard, with its section.</param>
/// <param name="Remedy">What to do, as an order.</param>
public sealed record Finding(string Board, string Subject, string Rule, string Reason, string Source, string Remedy)
{
    public override string ToString() => $"{Board}: {Subject} {Reason}. [{Rule}] Source: {Source}. Remedy: {Remedy}.";
}
