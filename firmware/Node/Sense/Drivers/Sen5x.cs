using SmartCity.Node.Clock;
using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Sensirion SEN50/54/55: <c>pm1</c>, <c>pm2_5</c>, <c>pm4</c>, <c>pm10</c> in µg/m³, <c>rh</c> in %, <c>t</c> in
    /// °C, <c>voc</c> and <c>nox</c> as indices. Source: SEN5x datasheet v2, §6.1 (commands 0x0021 and 0x03C4), §6.1.6
    /// (scaling, 0xFFFF and 0x7FFF for unknown), table 1 (particles are in specification 30 s after the start).
    /// </summary>
    /// <remarks>
    /// The device repeats its last values when asked twice within its own second, so a second read within it is refused.
    /// </remarks>
    public sealed class Sen5x : ISensor
    {
        public const int DefaultAddress = 0x69;
        private const int StartMeasurement = 0x0021;
        private const int ReadValues = 0x03c4;
        private const int StartMs = 50;
        private const int CommandMs = 20;
        private const int UpdateMs = 1000;
        private const int ParticlesReadyMs = 30000;
        private const int Words = 8;
        private const int ParticleWords = 4;
        private static readonly int[] Divisors = { 10, 10, 10, 10, 100, 200, 10, 10 };
        private readonly I2cLink _link;
        private readonly INodeClock _clock;
        private bool _started;
        private long _startedAt;
        private long _readAt;
        private string _fault;

        public Sen5x(II2cBus bus, int address, INodeClock clock)
        {
            _link = new I2cLink(bus, address, 2, Words * 3);
            _clock = clock;
        }

        public string[] Quantities { get; } = { "pm1", "pm2_5", "pm4", "pm10", "rh", "t", "voc", "nox" };

        public int Start()
        {
            long now = _clock.MonotonicMs;
            if (!_started)
            {
                string fault = _link.Command16(StartMeasurement);
                _started = fault == null;
                _startedAt = now;
                _readAt = now;
                _fault = fault ?? MissingReason.WarmingUp;
                return _started ? StartMs : 0;
            }

            _fault = now - _readAt < UpdateMs ? MissingReason.Timeout : _link.Command16(ReadValues);
            return _fault == null ? CommandMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Transfer(0, Words * 3) ?? SensirionWords.Check(_link.In, Words);
            if (fault != null)
            {
                Slots.Fail(values, Words, fault);
                return;
            }

            _readAt = _clock.MonotonicMs;
            bool particles = _readAt - _startedAt >= ParticlesReadyMs;
            for (int i = 0; i < Words; i++) Fill(values[i], i, particles);

            // Nothing known half a minute after the start: the device has been reset and measures no more.
            if (particles && _link.U16(0) == 0xffff) _started = false;
        }

        private void Fill(SensorValue slot, int word, bool particlesReady)
        {
            int at = word * 3;
            bool particle = word < ParticleWords;
            bool unknown = particle ? _link.U16(at) == 0xffff : _link.U16(at) == 0x7fff;
            if (unknown || (particle && !particlesReady)) slot.Fail(MissingReason.WarmingUp);
            else slot.Set((double)(particle ? _link.U16(at) : _link.S16(at)) / Divisors[word]);
        }
    }
}
