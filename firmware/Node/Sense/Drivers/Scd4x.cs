using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Sensirion SCD40/41 in periodic measurement, a new value every 5 s: <c>co2</c> in ppm, <c>t</c> in °C, <c>rh</c>
    /// in %. Source: SCD4x datasheet v1.6, §3.6 (periodic measurement; the buffer is emptied by reading it and an empty
    /// one answers with a NACK, so no value is ever seen twice), §3.7.6 (ambient pressure).
    /// </summary>
    public sealed class Scd4x : ISensor
    {
        public const int DefaultAddress = 0x62;
        private const int StartPeriodic = 0x21b1;
        private const int ReadMeasurement = 0xec05;
        private const int SetAmbientPressure = 0xe000;
        private const int CommandMs = 2;
        private const int RestartAfterMisses = 3;
        private readonly I2cLink _link;
        private readonly int _pressure;
        private bool _started;
        private bool _warm;
        private int _misses;
        private string _fault;

        /// <param name="pressure">Ambient pressure in hPa of the place, 0 to leave the chip at its sea-level default.</param>
        public Scd4x(II2cBus bus, int address, int pressure)
        {
            _link = new I2cLink(bus, address, 5, 9);
            _pressure = pressure;
        }

        public string[] Quantities { get; } = { "co2", "t", "rh" };

        public int Start()
        {
            if (!_started) Begin();
            _fault = _link.Command16(ReadMeasurement);
            return _fault == null ? CommandMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? Fetch();
            if (fault == null)
            {
                _warm = true;
                _misses = 0;
                values[0].Set(_link.U16(0));
                values[1].Set(-45 + (175.0 * _link.U16(3) / 65535));
                values[2].Set(100.0 * _link.U16(6) / 65535);
                return;
            }

            // A chip that lost its supply is idle again and would stay silent for ever.
            _misses++;
            if (_misses >= RestartAfterMisses)
            {
                _started = false;
                _misses = 0;
            }

            Slots.Fail(values, 3, fault);
        }

        private string Fetch()
        {
            // The command was acknowledged, so the chip lives: a NACK now says that the buffer is empty.
            string fault = _link.Transfer(0, 9);
            if (fault == MissingReason.I2cNack) return _warm ? MissingReason.Timeout : MissingReason.WarmingUp;
            fault = fault ?? SensirionWords.Check(_link.In, 3);
            if (fault != null) return fault;

            // 0 ppm stands for a measurement that did not come about.
            return _link.U16(0) == 0 ? MissingReason.Range : null;
        }

        // A chip that measures already refuses the start, so its answer says nothing; the read that follows does.
        private void Begin()
        {
            _link.Command16(StartPeriodic);
            if (_pressure > 0)
            {
                _link.Out[0] = SetAmbientPressure >> 8;
                _link.Out[1] = SetAmbientPressure & 0xff;
                SensirionWords.Put(_link.Out, 2, _pressure);
                _link.Transfer(5, 0);
            }

            _started = true;
            _warm = false;
        }
    }
}
