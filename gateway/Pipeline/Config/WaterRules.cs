namespace SmartCity.Pipeline.Config;

/// <summary>
/// A pipe burst: the pressure falls under its recent baseline and at the same time the flow rises over its own. A closed
/// valve or a stopped pump drops both, a morning peak moves both slowly.
/// </summary>
public sealed record BurstRule : RuleOptions
{
    public string Pressure { get; set; } = "press";

    public string Flow { get; set; } = "flow1";

    /// <summary>Least fall as a share of the baseline.</summary>
    public double Drop { get; set; } = 0.15;

    /// <summary>Least rise as a share of the baseline.</summary>
    public double Rise { get; set; } = 0.15;

    /// <summary>Length of the baseline, which ends <see cref="WithinSeconds"/> ago.</summary>
    public double BaselineSeconds { get; set; } = 300;

    public double WithinSeconds { get; set; } = 10;

    internal override string Type => "burst";
}

/// <summary>
/// Minimum night flow: the smallest 15-minute mean between two hours of local time above a limit, or above so many times
/// the median of the nights before.
/// </summary>
public sealed record NightFlowRule : RuleOptions
{
    public string Flow { get; set; } = "flow1";

    public int FromHour { get; set; } = 2;

    public int ToHour { get; set; } = 4;

    public double? Above { get; set; }

    public double? TimesUsual { get; set; }

    internal override string Type => "night-flow";
}

/// <summary>What flows in and does not flow out, beyond a slack, summed up (CUSUM) to so many cubic metres.</summary>
public sealed record MassBalanceRule : RuleOptions
{
    public string Inflow { get; set; } = "flow1";

    public string Outflow { get; set; } = "flow2";

    /// <summary>m3/h that meters may differ by.</summary>
    public required double Slack { get; init; }

    /// <summary>m3 that raise the event.</summary>
    public required double Volume { get; init; }

    internal override string Type => "mass-balance";
}

/// <summary>A level at its limit, or rising so that it will be there within the lead time, or a float that says so.</summary>
public sealed record FloodingRule : RuleOptions
{
    public string Level { get; set; } = "level";

    public required double Above { get; init; }

    public double Hysteresis { get; set; }

    public double LeadSeconds { get; set; }

    public double WindowSeconds { get; set; } = 60;

    /// <summary>Channel of a float switch, true when wet.</summary>
    public string? FloatSwitch { get; set; }

    internal override string Type => "flooding";
}
