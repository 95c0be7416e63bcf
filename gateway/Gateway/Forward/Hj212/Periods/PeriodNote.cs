using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.Files;

namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>One reading as the statistics take it: in the factor's unit, null when not valid.</summary>
internal readonly record struct Sample(string Mn, string Code, long TimeMs, double? Value, char Mark);

/// <summary>A period as it is kept.</summary>
internal sealed record PeriodState(string Mn, PeriodKind Kind, long Number, bool Due, bool Sent, long TouchedMs, List<FactorPeriod> Factors);

/// <summary>Numbers of a station's periods that had readings, from inclusive, to exclusive.</summary>
internal sealed record SeenState(string Mn, PeriodKind Kind, long From, long To);

/// <summary>
/// One line of the side record: either readings of these sequences that went into the periods, or a period that was
/// sent, or (after a rewrite) all there is.
/// </summary>
internal sealed record PeriodNote
{
    public string Journal { get; init; } = "";

    public long AtMs { get; init; }

    public List<SequenceSpan> Spans { get; init; } = [];

    public List<Sample> Samples { get; init; } = [];

    public List<PeriodKey> Sent { get; init; } = [];

    public List<PeriodState> Periods { get; init; } = [];

    public List<SeenState> Seen { get; init; } = [];
}

/// <summary>Source-generated form of the side record.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PeriodNote))]
internal sealed partial class PeriodJson : JsonSerializerContext;
