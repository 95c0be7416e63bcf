namespace SmartCity.Node.Virtual.Physics;

/// <summary>A 10 W panel and a 12 V, 12 Ah lead battery feeding the node.</summary>
public sealed class SolarSupply
{
    private const double CapacityCoulomb = 12 * 3600;
    private const double PanelAmpere = 0.58;
    private const double LoadAmpere = 0.085;
    private const double ChargeEfficiency = 0.85;

    /// <summary>Charge, 0 to 1.</summary>
    public double Charge { get; private set; } = 0.82;

    /// <summary>Current into (positive) or out of the battery, A.</summary>
    public double Current { get; private set; }

    /// <summary>Panel's share of its rated current, A.</summary>
    public double PanelCurrent { get; private set; }

    /// <summary>Terminal voltage, V.</summary>
    public double Volts => 11.6 + (1.2 * Charge) + (0.35 * Current);

    /// <param name="sun">Share of the clear sky's light.</param>
    /// <param name="seconds">Length of the step.</param>
    public void Step(double sun, double seconds)
    {
        PanelCurrent = PanelAmpere * sun;
        Current = PanelCurrent - LoadAmpere;
        double stored = Current > 0 ? Current * ChargeEfficiency : Current;
        Charge = Math.Clamp(Charge + (stored * seconds / CapacityCoulomb), 0, 1);
    }
}
