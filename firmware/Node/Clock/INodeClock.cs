namespace SmartCity.Node.Clock
{
    /// <summary>
    /// The node's two clocks. Monotonic time orders and ages; wall time labels. The wall clock may be unknown for the
    /// whole life of a boot and may step when it becomes known, so nothing is scheduled by it.
    /// </summary>
    public interface INodeClock
    {
        /// <summary>Milliseconds since this boot; never steps, never runs backwards.</summary>
        long MonotonicMs { get; }

        /// <summary>True once this boot has had the time from SNTP, a GNSS fix or a battery-backed RTC.</summary>
        bool WallKnown { get; }

        /// <summary>Unix time in milliseconds; meaningless unless <see cref="WallKnown"/>.</summary>
        long WallMs { get; }
    }
}
