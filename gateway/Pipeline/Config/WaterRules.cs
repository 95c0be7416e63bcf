namespace SmartCity.Pipeline.Config;

/// <summary>
/// A pipe burst: the pressure falls under its recent baseline and at the same time the flow rises over its own. A closed
/// valve or a stopped pump drops both, a morning peak moves both slowly.
/// </summary>
public sealed record BurstRule : RuleOptions
{
    public string Pressure { get; init; } = "press";

    public string Flow { get; init; } = "flow1";

    /// <summary>Least fall as a share of the baseline.</summary>
    public double Drop { get; init; } = 0.15;

    /// <summary>Least rise as a share of the baseline.</summary>
    public double Rise { get; init; } = 0.15;

    /// <summary>Length of the baseline, which ends <see cref="WithinSeconds"/> ago.</summary>
    public double BaselineSeconds { get; init; } = 300;

    public double WithinSeconds { get; init; } = 10;

    internal override string Type => "burst";
}

/// <summary>
/// Minimum night flow: the smallest 15-minute mean between two hours of local time above a limit, or above so many times
/// the median of the nights before.
/// </summary>
public sealed record NightFlowRule : RuleOptions
{
    public string Flow { get; init; } = "flow1";

    public int FromHour { get; init; } = 2;

    public int ToHour { get; init; } = 4;

    public double? Above { get; init; }

    public double? TimesUsual { get; init; }

    internal override string Type => "night-flow";
}

/// <summary>What flows in and does not flow out, beyond a slack, summed up (CUSUM) to so many cubic metres.</summary>
public sealed record MassBalanceRule : RuleOptions
{
    public string Inflow { get; init; } = "flow1";

    public string Outflow { get; init; } = "flow2";

    /// <summary>m3/h that meters may differ by.</summary>
    public required double Slack { get; init; }

    /// <summary>m3 that raise the event.</summary>
    public required double Volume { get; init; }

    internal override string Type => "mass-balance";
}

/// <summary>A level at its limit, or rising so that it will be there within the lead time, or a float that says so.</summary>
public sealed record FloodingRule : RuleOptions
{
    public string Level { get; init; } = "level";

    public required double Above { get; init; }

    public double Hysteresis { get; init; }

    public double LeadSeconds { get; init; }

    public double WindowSeconds { get; init; } = 60;

    /// <summary>Channel of a float switch, true when wet.</summary>
    public string? FloatSwitch { get; init; }

    internal override string Type => "flooding";
}
