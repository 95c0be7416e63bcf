using System.Text.Json.Serialization;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Config;

/// <summary>
/// Tests for certain channels of certain nodes. Of several entries that match, the last one that names a test decides about
/// it; ranges come from the channel catalogue unless given here. Lists of two are lower and upper bound.
/// </summary>
public sealed record QualityOptions
{
    public string Site { get; set; } = "*";

    public string Nodes { get; set; } = "*";

    public required IReadOnlyList<string> Channels { get; init; }

    public RangeOptions? Range { get; set; }

    public SpikeOptions? Spike { get; set; }

    /// <summary>Per second.</summary>
    public LevelsOptions? Rate { get; set; }

    public FlatLineOptions? FlatLine { get; set; }

    public AttenuatedOptions? Attenuated { get; set; }

    /// <summary>Seconds without a reading after which the next one fails.</summary>
    public double? GapSeconds { get; set; }

    public IReadOnlyList<ClimateOptions>? Climatology { get; set; }

    /// <summary>Metres the node's position (channels lat and lon) may move between two readings of it.</summary>
    public double? MaxStepMetres { get; set; }
}

public sealed record RangeOptions
{
    public required IReadOnlyList<double> Fail { get; init; }

    public IReadOnlyList<double>? Suspect { get; set; }

    internal GrossRange ToTest() => new(Fail[0], Fail[1], (Suspect ?? Fail)[0], (Suspect ?? Fail)[1]);
}

public record LevelsOptions
{
    public double? Suspect { get; set; }

    public double? Fail { get; set; }
}

public sealed record SpikeOptions : LevelsOptions
{
    public SpikeMethodOption Method { get; set; } = SpikeMethodOption.Average;
}

[JsonConverter(typeof(JsonStringEnumConverter<SpikeMethodOption>))]
public enum SpikeMethodOption
{
    [JsonStringEnumMemberName("average")]
    Average,
    [JsonStringEnumMemberName("differential")]
    Differential,
}

public sealed record FlatLineOptions
{
    public required double SuspectSeconds { get; init; }

    public required double FailSeconds { get; init; }

    public required double Tolerance { get; init; }
}

public sealed record AttenuatedOptions
{
    public required double Suspect { get; init; }

    public required double Fail { get; init; }

    public required double WindowSeconds { get; init; }

    public int MinObservations { get; set; } = 10;

    /// <summary>True for largest less smallest in place of the standard deviation.</summary>
    public bool Range { get; set; }
}

/// <summary>What is usual in certain months and hours of local time (both ends included).</summary>
public sealed record ClimateOptions
{
    public IReadOnlyList<int>? Months { get; set; }

    public IReadOnlyList<int>? Hours { get; set; }

    public required IReadOnlyList<double> Suspect { get; init; }

    public IReadOnlyList<double>? Fail { get; set; }

    internal ClimateMember ToMember()
    {
        var periods = new List<PeriodSpan>();
        if (Months is { } months) periods.Add(new PeriodSpan(ClimatePeriod.Month, months[0], months[1]));
        if (Hours is { } hours) periods.Add(new PeriodSpan(ClimatePeriod.Hour, hours[0], hours[1]));
        return new ClimateMember(periods, null, null, Suspect[0], Suspect[1], Fail?[0], Fail?[1]);
    }
}

/// <summary>Nodes whose readings of one channel should agree.</summary>
public sealed record NeighbourOptions
{
    public required string Site { get; init; }

    public required string Channel { get; init; }

    public required IReadOnlyList<string> Nodes { get; init; }

    public required double Tolerance { get; init; }

    public double MaxAgeSeconds { get; set; } = 900;

    internal NeighbourGroup ToGroup() => new(Site, Channel, Nodes, Tolerance, MaxAgeSeconds);
}
