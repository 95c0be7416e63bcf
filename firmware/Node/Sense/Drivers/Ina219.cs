using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Texas Instruments INA219, triggered: <c>v</c> of the bus, <c>a</c> through the shunt (negative when it flows
    /// back), <c>w</c>. Source: SBOS448G §8.6. Current is taken from the shunt register (10 µV a bit), not from the
    /// calibration register, which a brown-out clears without notice.
    /// </summary>
    public sealed class Ina219 : ISensor
    {
        public const int DefaultAddress = 0x40;
        private const int RegConfig = 0;
        private const int RegShunt = 1;
        private const int RegBus = 2;

        // 32 V bus range, ±320 mV shunt range, 16 samples averaged on both (8.51 ms each), both triggered once.
        private const int Config = 0x2000 | 0x1800 | (0xc << 7) | (0xc << 3) | 3;
        private const int ConversionMs = 20;
        private const int Ready = 2;
        private const int ShuntLimit = 32000;
        private readonly I2cLink _link;
        private readonly double _ohms;
        private string _fault;

        public Ina219(II2cBus bus, int address, double shuntOhms)
        {
            _link = new I2cLink(bus, address, 3, 2);
            _ohms = shuntOhms;
        }

        public string[] Quantities { get; } = { "v", "a", "w" };

        public int Start()
        {
            _fault = _link.Put16(RegConfig, Config);
            return _fault == null ? ConversionMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Get(RegBus, 2);
            if (fault == null && (_link.In[1] & Ready) == 0) fault = MissingReason.Timeout;
            int bus = fault == null ? _link.U16(0) >> 3 : 0;
            fault = fault ?? _link.Get(RegShunt, 2);
            if (fault != null)
            {
                Slots.Fail(values, 3, fault);
                return;
            }

            int shunt = _link.S16(0);
            double volts = bus * 0.004;
            values[0].Set(volts);
            if (shunt >= ShuntLimit || shunt <= -ShuntLimit)
            {
                values[1].Fail(MissingReason.Range);
                values[2].Fail(MissingReason.Range);
                return;
            }

            double amperes = shunt * 0.00001 / _ohms;
            values[1].Set(amperes);
            values[2].Set(volts * amperes);
        }
    }
}
