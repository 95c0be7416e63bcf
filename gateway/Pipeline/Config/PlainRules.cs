namespace SmartCity.Pipeline.Config;

/// <summary>A value at or beyond a bound; gone when it is back by the hysteresis.</summary>
public sealed record ThresholdRule : RuleOptions
{
    public required string Channel { get; init; }

    public double? Above { get; set; }

    public double? Below { get; set; }

    public double Hysteresis { get; set; }

    internal override string Type => "threshold";
}

/// <summary>Gas at or above a level. Readings that failed a quality test count too: nobody waits for a better one.</summary>
public sealed record GasRule : RuleOptions
{
    public required string Channel { get; init; }

    public required double Above { get; init; }

    public double Hysteresis { get; set; }

    internal override string Type => "gas";
}

/// <summary>Mean of a sliding window above a limit value, as air and noise limits are written.</summary>
public sealed record ExceedanceRule : RuleOptions
{
    public required string Channel { get; init; }

    public required double Above { get; init; }

    public required double WindowSeconds { get; init; }

    /// <summary>True for levels in dB: the mean is taken of the energy.</summary>
    public bool Energy { get; set; }

    /// <summary>Share of the window that must be covered by readings before it is judged.</summary>
    public double Coverage { get; set; } = 0.75;

    internal override string Type => "exceedance";
}

/// <summary>Change over a window faster than so much a minute; negative for falls.</summary>
public sealed record RateRule : RuleOptions
{
    public required string Channel { get; init; }

    public required double PerMinute { get; init; }

    public double WindowSeconds { get; set; } = 60;

    internal override string Type => "rate";
}

/// <summary>A value that does not move by the tolerance for that long.</summary>
public sealed record FlatLineRule : RuleOptions
{
    public required string Channel { get; init; }

    public required double Seconds { get; init; }

    public required double Tolerance { get; init; }

    internal override string Type => "flat-line";
}

/// <summary>Nothing heard of a node for that long, by the gateway's clock.</summary>
public sealed record AbsenceRule : RuleOptions
{
    public required double Seconds { get; init; }

    internal override string Type => "absence";
}

/// <summary>A channel that reports missing values.</summary>
public sealed record MissingRule : RuleOptions
{
    public required string Channel { get; init; }

    internal override string Type => "missing";
}

/// <summary>
/// A value that is odd by everything seen before it, with no bound set: see <see cref="Detect.AnomalyScorer"/>. The score is
/// 0 to 1.
/// </summary>
public sealed record AnomalyRule : RuleOptions
{
    public required string Channel { get; init; }

    /// <summary>Score from which on it is odd.</summary>
    public double Above { get; set; } = 0.6;

    internal override string Type => "anomaly";
}
