namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>One period of a station, until it is sent and nothing more can come into it.</summary>
internal sealed class Period
{
    private readonly SortedDictionary<string, FactorPeriod> _factors = new(StringComparer.Ordinal);

    /// <summary>Something came since it was last sent.</summary>
    public bool Due { get; set; }

    /// <summary>It was sent before: what is sent now puts it right.</summary>
    public bool Sent { get; set; }

    /// <summary>When something came last, by the gateway's clock.</summary>
    public long TouchedMs { get; set; }

    public IReadOnlyCollection<FactorPeriod> Factors => _factors.Values;

    public FactorPeriod this[string code]
    {
        get
        {
            if (!_factors.TryGetValue(code, out var factor)) _factors[code] = factor = new FactorPeriod { Code = code };
            return factor;
        }
    }

    public void Restore(FactorPeriod factor) => _factors[factor.Code] = factor;
}
