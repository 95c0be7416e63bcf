using SmartCity.Pipeline.Config;

namespace SmartCity.Pipeline.Rules;

/// <summary>The detector of a rule; null for absence, which no reading can show.</summary>
internal static class DetectorFactory
{
    public static Detector? Create(RuleOptions rule, TimeSpan utcOffset) => rule switch
    {
        ThresholdRule r => new ThresholdDetector(r.Channel, r.Above, r.Below, r.Hysteresis, takesFailed: false),
        GasRule r => new ThresholdDetector(r.Channel, r.Above, null, r.Hysteresis, takesFailed: true),
        ExceedanceRule r => new ExceedanceDetector(r),
        RateRule r => new RateDetector(r),
        FlatLineRule r => new FlatLineDetector(r),
        MissingRule r => new MissingDetector(r.Channel),
        AnomalyRule r => new AnomalyDetector(r, utcOffset),
        BurstRule r => new BurstDetector(r),
        NightFlowRule r => new NightFlowDetector(r, utcOffset),
        MassBalanceRule r => new MassBalanceDetector(r),
        FloodingRule r => new FloodingDetector(r),
        CongestionRule r => new TrafficDetector(r.Occupancy, r.Above, r.Speed, r.SpeedBelow, r.WindowSeconds),
        IncidentRule r => new TrafficDetector(r.Occupancy, r.Above, r.Count, r.CountBelow, r.WindowSeconds),
        _ => null,
    };
}
