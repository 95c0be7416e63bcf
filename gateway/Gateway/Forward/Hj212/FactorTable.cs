using SmartCity.Gateway.Hardware.Channels;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>The factors of a sink by channel: the catalogue's, and those of the configuration, which win.</summary>
internal sealed class FactorTable
{
    private readonly Dictionary<string, Factor> _byChannel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Factor> _byCode = new(StringComparer.Ordinal);

    public FactorTable(IEnumerable<Hj212FactorOptions> configured)
    {
        foreach (var channel in ChannelCatalog.BuiltIn.All)
        {
            if (Factor.Of(channel) is { } factor) _byChannel[channel.Name] = factor;
        }

        foreach (var options in configured)
        {
            var known = _byChannel.GetValueOrDefault(options.Channel);
            _byChannel[options.Channel] = new Factor(
                options.Code, options.Factor, options.Decimals ?? known?.Decimals ?? 3, known?.Averaging ?? Averaging.Arithmetic, options.Cou);
        }

        foreach (var factor in _byChannel.Values) _byCode[factor.Code] = factor;
    }

    /// <summary>Null when HJ 212 has nothing for the channel.</summary>
    public Factor? Of(string channel) => _byChannel.GetValueOrDefault(channel);

    public Factor? OfCode(string code) => _byCode.GetValueOrDefault(code);
}
