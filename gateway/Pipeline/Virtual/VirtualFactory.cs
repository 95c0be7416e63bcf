using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Virtual;

/// <summary>The virtual channel of an entry of the configuration.</summary>
internal static class VirtualFactory
{
    public static VirtualChannel Create(VirtualOptions options, ChannelCatalogue catalogue) => options switch
    {
        ConvertChannel o => new ConvertedChannel(o, catalogue.Find(o.Channel)?.Unit),
        LevelOfServiceChannel o => new ServiceLevel(o),
        AirQualityChannel o => new AirQuality(o),
        DensityFlowChannel o => new DensityFlow(o, catalogue.Find(o.Flow)?.Unit ?? "m3/h"),
        WaterLossChannel o => new WaterLoss(o),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.GetType().Name, "a virtual channel without a class"),
    };
}
