namespace SmartCity.Node.Virtual.Physics;

/// <summary>
/// One approach of an intersection with a loop at its stop line: Poisson arrivals, a queue while the signal is red,
/// discharge at saturation flow after the start-up loss.
/// </summary>
public sealed class Approach(int index, double peakVehiclesPerHour, Gaussian random)
{
    // 1,900 passenger cars an hour and lane, 2 s start-up lost time: Highway Capacity Manual, base values.
    private const double SaturationHeadway = 3600.0 / 1900;
    private const double StartUpLoss = 2;

    // A 4.5 m car over a 2 m loop at 8 m/s when it leaves a queue, at 13 m/s when it rolls through.
    private const double QueuedPassage = 6.5 / 8;
    private const double RollingPassage = 6.5 / 13;

    private double _untilNext;
    private double _passage;

    /// <summary>Vehicles that have crossed the loop since the beginning.</summary>
    public long Crossed { get; private set; }

    /// <summary>Vehicles waiting.</summary>
    public int Queue { get; private set; }

    /// <summary>A vehicle stands or rolls over the loop.</summary>
    public bool Occupied { get; private set; }

    /// <summary>Seconds of occupancy since the beginning.</summary>
    public double OccupiedSeconds { get; private set; }

    /// <returns>Vehicles that crossed in this step.</returns>
    public int Step(double hour, double secondOfCycle, double seconds)
    {
        int arrivals = random.Poisson(peakVehiclesPerHour * TrafficDemand.Share(hour) / 3600 * seconds);
        double green = SignalPlan.GreenFor(index, secondOfCycle);
        int crossed = 0;
        _untilNext = Math.Max(0, _untilNext - seconds);
        _passage = Math.Max(0, _passage - seconds);
        bool queued = Queue > 0;
        Queue += arrivals;
        if (green >= StartUpLoss || (green >= 0 && !queued))
        {
            while (Queue > 0 && _untilNext <= 0)
            {
                Queue--;
                crossed++;
                _untilNext += SaturationHeadway;
                _passage = queued ? QueuedPassage : RollingPassage;
            }
        }

        Crossed += crossed;
        Occupied = _passage > 0 || (green < StartUpLoss && Queue > 0);
        if (Occupied) OccupiedSeconds += seconds;
        return crossed;
    }
}
