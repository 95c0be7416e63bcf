namespace SmartCity.Pipeline.Config;

/// <summary>Occupancy of an approach above a limit over a window, and speed (if measured) below one.</summary>
public sealed record CongestionRule : RuleOptions
{
    public string Occupancy { get; init; } = "occ1";

    /// <summary>Percent.</summary>
    public double Above { get; init; } = 40;

    public string? Speed { get; init; }

    /// <summary>km/h.</summary>
    public double SpeedBelow { get; init; } = 15;

    public double WindowSeconds { get; init; } = 300;

    internal override string Type => "congestion";
}

/// <summary>
/// A blocked lane: the detector is occupied and yet next to nothing passes over it, longer than a red light lasts.
/// </summary>
public sealed record IncidentRule : RuleOptions
{
    public string Occupancy { get; init; } = "occ1";

    public string Count { get; init; } = "veh1";

    /// <summary>Percent.</summary>
    public double Above { get; init; } = 60;

    /// <summary>Mean of the count channel at most.</summary>
    public double CountBelow { get; init; } = 1;

    public double WindowSeconds { get; init; } = 180;

    internal override string Type => "incident";
}
