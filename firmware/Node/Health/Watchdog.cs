namespace SmartCity.Node.Health
{
    /// <summary>
    /// Kicks the external watchdog, but only while the sampling loop and the link loop have both made progress of late: a
    /// node that does only half its work is better reset than kept.
    /// </summary>
    public sealed class Watchdog
    {
        /// <summary>How long a loop may be without progress.</summary>
        public const int PatienceMs = 120000;

        private readonly INodePlatform _platform;
        private long _samplingMs;
        private long _linkMs;

        public Watchdog(INodePlatform platform)
        {
            _platform = platform;
            _samplingMs = platform.Clock.MonotonicMs;
            _linkMs = _samplingMs;
        }

        /// <param name="samplingProgresses">No sensor is overdue.</param>
        /// <param name="linkProgresses">No time-out of the link is overdue.</param>
        public void Step(bool samplingProgresses, bool linkProgresses)
        {
            long now = _platform.Clock.MonotonicMs;
            if (samplingProgresses) _samplingMs = now;
            if (linkProgresses) _linkMs = now;
            if (now - _samplingMs <= PatienceMs && now - _linkMs <= PatienceMs) _platform.KickWatchdog();
        }
    }
}
