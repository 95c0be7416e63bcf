namespace SmartCity.Pipeline.Virtual;

/// <summary>Flow corrected for the density of the water, and the balance of two meters.</summary>
public static class WaterFlow
{
    /// <summary>Density of air-free water at 1 atm, kg/m3, 0 to 100 °C (G. S. Kell, J. Chem. Eng. Data 20, 1975).</summary>
    public static double Density(double celsius)
    {
        double t = celsius;
        double upper = 999.83952 + (t * (16.945176 + (t * (-7.9870401e-3 + (t * (-46.170461e-6 + (t * (105.56302e-9 - (t * 280.54253e-12)))))))));
        return upper / (1 + (16.879850e-3 * t));
    }

    /// <summary>Volume flow as it would be at the reference temperature, in the unit given.</summary>
    public static double AtReference(double flow, double celsius, double referenceCelsius = 20) =>
        flow * Density(celsius) / Density(referenceCelsius);

    /// <summary>What goes in and does not come out, as a share of what goes in; NaN without inflow.</summary>
    public static double Imbalance(double inflow, double outflow) => inflow > 0 ? (inflow - outflow) / inflow : double.NaN;
}
