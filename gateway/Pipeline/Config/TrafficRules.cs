namespace SmartCity.Pipeline.Config;

/// <summary>Occupancy of an approach above a limit over a window, and speed (if measured) below one.</summary>
public sealed record CongestionRule : RuleOptions
{
    public string Occupancy { get; set; } = "occ1";

    /// <summary>Percent.</summary>
    public double Above { get; set; } = 40;

    public string? Speed { get; set; }

    /// <summary>km/h.</summary>
    public double SpeedBelow { get; set; } = 15;

    public double WindowSeconds { get; set; } = 300;

    internal override string Type => "congestion";
}

/// <summary>
/// A blocked lane: the detector is occupied and yet next to nothing passes over it, longer than a red light lasts.
/// </summary>
public sealed record IncidentRule : RuleOptions
{
    public string Occupancy { get; set; } = "occ1";

    public string Count { get; set; } = "veh1";

    /// <summary>Percent.</summary>
    public double Above { get; set; } = 60;

    /// <summary>Mean of the count channel at most.</summary>
    public double CountBelow { get; set; } = 1;

    public double WindowSeconds { get; set; } = 180;

    internal override string Type => "incident";
}
