using SmartCity.Node.Clock;

namespace SmartCity.Node.Sample
{
    /// <summary>
    /// Instants an interval apart, on the monotonic clock. Once the time is known they are moved, by less than half an
    /// interval at a time, onto round wall-clock times, so that nodes of a city sample together.
    /// </summary>
    public sealed class Schedule
    {
        // No conversion is over sooner than this; below it, "when" is a word.
        private const int PunctualMs = 50;

        private readonly INodeClock _clock;
        private readonly bool _alignToWall;
        private readonly int _everyMs;
        private long _due;

        public Schedule(INodeClock clock, int everyMs, bool alignToWall)
        {
            _clock = clock;
            _everyMs = everyMs;
            _alignToWall = alignToWall;
            _due = clock.MonotonicMs;
        }

        /// <summary>Monotonic time of the next instant.</summary>
        public long Due
        {
            get { return _due; }
        }

        /// <summary>Ordinal of the present instant: whole intervals since the epoch of the clock it is aligned to.</summary>
        public long Slot
        {
            get { return (Basis() + (_everyMs / 2)) / _everyMs; }
        }

        /// <summary>Makes the next instant now.</summary>
        public void Hurry()
        {
            _due = _clock.MonotonicMs;
        }

        /// <summary>
        /// The time a sample that is started now carries: the instant it was due when it is on time, so that samples taken
        /// together say the same round time in few bytes, else the time as it is.
        /// </summary>
        public long Punctual(long nowMs)
        {
            return nowMs - _due <= PunctualMs ? _due : nowMs;
        }

        /// <summary>Goes on from now. Instants that were missed stay missed.</summary>
        public void Next()
        {
            long wait = _everyMs - (Basis() % _everyMs);
            if (wait < _everyMs / 2) wait += _everyMs;
            _due = _clock.MonotonicMs + wait;
        }

        private long Basis()
        {
            return _alignToWall && _clock.WallKnown ? _clock.WallMs : _clock.MonotonicMs;
        }
    }
}
