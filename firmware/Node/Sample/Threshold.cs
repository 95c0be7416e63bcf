using SmartCity.Node.Config;

namespace SmartCity.Node.Sample
{
    /// <summary>
    /// Tells when a value goes beyond its bound for long enough, and when it has come back by the hysteresis: both are
    /// events, and nothing in between is.
    /// </summary>
    public sealed class Threshold
    {
        private readonly double _above;
        private readonly double _below;
        private readonly double _hysteresis;
        private readonly int _holdMs;
        private bool _pending;
        private long _pendingSinceMs;

        public Threshold(ChannelConfig config)
        {
            _above = config.Above;
            _below = config.Below;
            _hysteresis = config.Hysteresis;
            _holdMs = config.HoldMs;
        }

        /// <summary>True while the value is beyond its bound.</summary>
        public bool IsActive { get; private set; }

        /// <summary>Takes a sample in; true when the state has changed. A bound that is not a number is never passed.</summary>
        public bool Add(double value, long atMs)
        {
            double slack = IsActive ? _hysteresis : 0;
            bool beyond = value > _above - slack || value < _below + slack;
            if (beyond == IsActive)
            {
                _pending = false;
                return false;
            }

            if (!_pending)
            {
                _pending = true;
                _pendingSinceMs = atMs;
            }

            if (atMs - _pendingSinceMs < _holdMs) return false;
            _pending = false;
            IsActive = beyond;
            return true;
        }
    }
}
