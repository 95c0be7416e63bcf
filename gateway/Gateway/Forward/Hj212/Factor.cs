using System.Globalization;
using SmartCity.Gateway.Hardware.Channels;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>How the mean of a factor is taken.</summary>
internal enum Averaging : byte
{
    Arithmetic = 0,

    /// <summary>Of sound levels: the level of the mean energy.</summary>
    Energy,

    /// <summary>Of directions in degrees: the direction of the mean unit vector.</summary>
    Direction,
}

/// <summary>A pollution factor: its code, the way from a channel's value to its own, and its digits.</summary>
/// <param name="Cou">What the factor's unit times a second is worth in the unit of the sum (Cou); null: no sum.</param>
internal sealed record Factor(string Code, double Scale, int Decimals, Averaging Averaging, double? Cou)
{
    /// <summary>Rounded as GB/T 8170 has it: a five to the even side.</summary>
    public string Text(double value)
    {
        var rounded = Math.Round(value, Decimals, MidpointRounding.ToEven);
        return (rounded == 0 ? 0 : rounded).ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The factor of a channel by the catalogue, or null when it has none.</summary>
    public static Factor? Of(Channel channel)
    {
        if (channel.Hj212.Code is not { } code) return null;
        var averaging = channel.Kind == ChannelKind.Sound ? Averaging.Energy : channel.Unit == "deg" ? Averaging.Direction : Averaging.Arithmetic;
        return new Factor(code, channel.Hj212.Factor, DecimalsAfter(channel.Decimals, channel.Hj212.Factor), averaging, Cou: null);
    }

    private static int DecimalsAfter(int decimals, double scale) => Math.Clamp(decimals - (int)Math.Floor(Math.Log10(scale)), 0, 6);
}
