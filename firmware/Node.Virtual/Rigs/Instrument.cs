using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Node.Virtual.Rigs;

/// <summary>
/// One measured quantity on its way from the world to a device: the truth, the sensing element's noise, and what a
/// fault does to it. Quantisation is the device's.
/// </summary>
/// <param name="quantity">Name a fault script uses: the channel's.</param>
/// <param name="truth">The world's value.</param>
/// <param name="noise">Standard deviation, in the value's unit.</param>
/// <param name="set">Puts the value before the device.</param>
internal sealed class Instrument(string quantity, Func<double> truth, double noise, Action<double> set)
{
    public string Quantity => quantity;

    public bool Stuck { get; set; }

    /// <summary>What a spike adds.</summary>
    public double Offset { get; set; }

    public void Update(Gaussian random)
    {
        double value = truth() + (noise * random.Next()) + Offset;
        if (!Stuck) set(value);
    }
}
