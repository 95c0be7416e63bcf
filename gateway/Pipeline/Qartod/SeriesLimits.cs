using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Rules;

namespace SmartCity.Pipeline.Qartod;

/// <summary>All tests of one series, gathered from the catalogue and the entries of the configuration that match it.</summary>
internal sealed record SeriesLimits
{
    public GrossRange? Range { get; private init; }

    public SpikeLimits? Spike { get; private init; }

    public RateLimits? Rate { get; private init; }

    public FlatLineLimits? FlatLine { get; private init; }

    public AttenuationLimits? Attenuation { get; private init; }

    public double? GapSeconds { get; private init; }

    public Climatology? Climatology { get; private init; }

    /// <summary>True when a test looks back in time.</summary>
    public bool LooksBack => Spike != null || Rate != null || FlatLine != null || Attenuation != null || GapSeconds != null;

    public static SeriesLimits Gather(PipelineOptions options, ChannelCatalogue catalogue, string site, string node, string channel)
    {
        var limits = new SeriesLimits { Range = catalogue.Find(channel) is { } info ? new GrossRange(info.Min, info.Max) : null };
        foreach (var entry in options.Quality)
        {
            if (!Glob.Matches(entry.Site, site) || !Glob.Matches(entry.Nodes, node) || !entry.Channels.Any(c => Glob.Matches(c, channel))) continue;
            limits = limits with
            {
                Range = entry.Range?.ToTest() ?? limits.Range,
                Spike = entry.Spike is { } s ? new SpikeLimits(s.Suspect, s.Fail, (SpikeMethod)s.Method) : limits.Spike,
                Rate = entry.Rate is { } r ? new RateLimits(r.Suspect, r.Fail) : limits.Rate,
                FlatLine = entry.FlatLine is { } f ? new FlatLineLimits(f.SuspectSeconds, f.FailSeconds, f.Tolerance) : limits.FlatLine,
                Attenuation = entry.Attenuated is { } a
                    ? new AttenuationLimits(a.Suspect, a.Fail, a.WindowSeconds, a.MinObservations, a.Range ? SpreadKind.Range : SpreadKind.Std)
                    : limits.Attenuation,
                GapSeconds = entry.GapSeconds ?? limits.GapSeconds,
                Climatology = entry.Climatology is { } c ? new Climatology([.. c.Select(m => m.ToMember())], options.UtcOffset) : limits.Climatology,
            };
        }

        return limits;
    }
}
