using SmartCity.Node.Clock;
using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A pulse flow meter: <c>flow</c> in m³/h over the time since the reading before, <c>volume</c> in m³ since the
    /// node started, both negative for water that runs back. The direction is in the counter when the meter has two
    /// signals in quadrature, or on a level input (high: backwards), or not known (always forward).
    /// </summary>
    public sealed class FlowMeter : ISensor
    {
        private readonly IPulseCounter _counter;
        private readonly IDigitalInput _reverse;
        private readonly INodeClock _clock;
        private readonly bool _runsBack;
        private readonly double _cubicMetres;
        private long _count;
        private long _atMs;
        private long _net;

        /// <param name="reverse">Direction input, or null.</param>
        /// <param name="runsBack">True when the counter itself counts down for water that runs back.</param>
        /// <param name="litres">Litres a pulse.</param>
        public FlowMeter(IPulseCounter counter, IDigitalInput reverse, bool runsBack, double litres, INodeClock clock)
        {
            _counter = counter;
            _reverse = reverse;
            _runsBack = runsBack;
            _cubicMetres = litres / 1000;
            _clock = clock;
            _count = counter.Count;
            _atMs = clock.MonotonicMs;
        }

        public string[] Quantities { get; } = { "flow", "volume" };

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
            if (pulses < 0 && !_runsBack)
            {
                // The counter was reset behind our back; what it had counted is not known.
                Slots.Fail(values, 2, MissingReason.Range);
                return;
            }

            if (_reverse != null && _reverse.Read()) pulses = -pulses;
            _net += pulses;
            values[1].Set(_net * _cubicMetres);
            if (elapsed > 0) values[0].Set(pulses * _cubicMetres * 3600000 / elapsed);
            else values[0].Fail(MissingReason.Timeout);
        }
    }
}
