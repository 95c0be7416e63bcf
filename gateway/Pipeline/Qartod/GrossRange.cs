using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>
/// QARTOD gross range: outside of what the sensor can measure is fail, outside of what the place expects is suspect.
/// Bounds belong to the range.
/// </summary>
public readonly record struct GrossRange(double FailMin, double FailMax, double SuspectMin, double SuspectMax)
{
    public GrossRange(double min, double max)
        : this(min, max, min, max)
    {
    }

    public int Evaluate(double value)
    {
        if (double.IsNaN(value)) return Quality.Missing;
        if (value < FailMin || value > FailMax) return Quality.Fail;
        return value < SuspectMin || value > SuspectMax ? Quality.Suspect : Quality.Good;
    }
}
