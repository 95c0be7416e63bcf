namespace SmartCity.Gateway.Hardware.Model;

/// <summary>A supply voltage and where it comes from.</summary>
public sealed record Rail
{
    public required string Name { get; init; }

    public required double Volts { get; init; }

    /// <summary>Highest and lowest, in percent of <see cref="Volts"/>.</summary>
    public required double TolerancePercent { get; init; }

    /// <summary>What the source can give for as long as it takes, in mA.</summary>
    public required double LimitMa { get; init; }

    /// <summary>The rail it is made from; null when it comes from outside.</summary>
    public string? From { get; set; }

    /// <summary>Reference of the part that makes it.</summary>
    public string? By { get; set; }

    /// <summary>Output power over input power of a switching converter, in percent; null for a linear one or a switch.</summary>
    public double? EfficiencyPercent { get; set; }

    /// <summary>Net of the output that switches it; null when it is always on.</summary>
    public string? SwitchedBy { get; set; }

    /// <summary>Test point, where a meter is put.</summary>
    public required string TestPoint { get; init; }

    public double MaxVolts => Volts * (1 + (TolerancePercent / 100));

    public double MinVolts => Volts * (1 - (TolerancePercent / 100));
}
