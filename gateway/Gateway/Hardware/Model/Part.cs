namespace SmartCity.Gateway.Hardware.Model;

/// <summary>A line of the bill of materials.</summary>
public sealed record Part
{
    /// <summary>Reference designators, such as <c>R1, R2</c>.</summary>
    public required string Ref { get; init; }

    public required string Name { get; init; }

    public string Value { get; set; } = "";

    public int Quantity { get; set; } = 1;

    public required string Package { get; init; }

    public required PriceClass Price { get; init; }

    public IReadOnlyList<string> Alternatives { get; set; } = [];

    public required string Purpose { get; init; }

    /// <summary>Nets of the module it sits on, where it is more than a resistor in a line: LED, button, switch.</summary>
    public IReadOnlyList<string> Nets { get; set; } = [];

    /// <summary>Datasheet, where a figure of the part is used by a rule.</summary>
    public string? Source { get; set; }
}
