using SmartCity.Node.Clock;
using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Pulses of a loop detector, a radar or a meter: <c>count</c> since the reading before, <c>rate</c> a second, both
    /// times the worth of one pulse. Differences of a counter that is never reset, so no pulse is lost between two calls.
    /// </summary>
    public sealed class PulseRate : ISensor
    {
        private readonly IPulseCounter _counter;
        private readonly INodeClock _clock;
        private readonly double _worth;
        private long _count;
        private long _atMs;

        public PulseRate(IPulseCounter counter, INodeClock clock, double worth)
        {
            _counter = counter;
            _clock = clock;
            _worth = worth;
            _count = counter.Count;
            _atMs = clock.MonotonicMs;
        }

        public string[] Quantities { get; } = { "count", "rate" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            long now = _clock.MonotonicMs;
            long count = _counter.Count;
            long pulses = count - _count;
            long elapsed = now - _atMs;
            _count = count;
            _atMs = now;
            if (pulses < 0)
            {
                // A counter that runs backwards was reset behind our back: how many pulses it had is not known.
                Slots.Fail(values, 2, MissingReason.Range);
                return;
            }

            values[0].Set(pulses * _worth);
            if (elapsed > 0) values[1].Set(pulses * _worth * 1000 / elapsed);
            else values[1].Fail(MissingReason.Timeout);
        }
    }
}
