using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Bosch BME280 in forced mode, oversampling 1: <c>t</c> in °C, <c>rh</c> in %, <c>p</c> in hPa.
    /// Source: BST-BME280-DS001 rev 1.23, §5 (registers), §3.5.1 (weather monitoring), appendix 9.1 (at most
    /// 1.25 + 2.3 + 2 × 2.875 = 9.3 ms). The chip has no CRC; what is outside its range (§1) is refused.
    /// </summary>
    public sealed class Bme280 : ISensor
    {
        public const int DefaultAddress = 0x76;
        private const int RegFirstTrim = 0x88;
        private const int RegId = 0xd0;
        private const int RegSecondTrim = 0xe1;
        private const int RegControlHumidity = 0xf2;
        private const int RegStatus = 0xf3;
        private const int RegControl = 0xf4;
        private const int RegData = 0xf7;
        private const int ChipId = 0x60;
        private const int Measuring = 0x08;
        private const int HumidityTimes1 = 0x01;
        private const int ForcedTimes1 = (1 << 5) | (1 << 2) | 1;
        private const int ConversionMs = 10;

        // What an output register holds from reset until its first conversion (§5.4.7 to 5.4.9).
        private const int Unmeasured20 = 0x80000;
        private const int Unmeasured16 = 0x8000;
        private readonly I2cLink _link;
        private readonly Bme280Trim _trim = new Bme280Trim();
        private bool _trimmed;
        private string _fault;

        public Bme280(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 2, 26);
        }

        public string[] Quantities { get; } = { "t", "rh", "p" };

        public int Start()
        {
            _fault = Prepare() ?? _link.Put8(RegControlHumidity, HumidityTimes1) ?? _link.Put8(RegControl, ForcedTimes1);
            return _fault == null ? ConversionMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? Fetch();
            if (fault != null)
            {
                _trimmed = false;
                Slots.Fail(values, 3, fault);
                return;
            }

            byte[] d = _link.In;
            double celsius = _trim.Celsius((d[3] << 12) | (d[4] << 4) | (d[5] >> 4));
            Slots.SetWithin(values[0], celsius, -40, 85);
            values[1].Set(_trim.Humidity(_link.U16(6)));
            Slots.SetWithin(values[2], _trim.Pascal((d[0] << 12) | (d[1] << 4) | (d[2] >> 4)) / 100, 300, 1100);
        }

        private string Fetch()
        {
            string fault = _link.Get(RegStatus, 1);
            if (fault != null) return fault;
            if ((_link.In[0] & Measuring) != 0) return MissingReason.Timeout;
            fault = _link.Get(RegData, 8);
            if (fault != null) return fault;
            byte[] d = _link.In;
            bool unmeasured = ((d[0] << 12) | (d[1] << 4) | (d[2] >> 4)) == Unmeasured20
                || ((d[3] << 12) | (d[4] << 4) | (d[5] >> 4)) == Unmeasured20
                || _link.U16(6) == Unmeasured16;
            return unmeasured ? MissingReason.Timeout : null;
        }

        // The trimming values are read once, and again after any fault: another chip may have taken the place.
        private string Prepare()
        {
            if (_trimmed) return null;
            string fault = _link.Get(RegId, 1);
            if (fault != null) return fault;
            if (_link.In[0] != ChipId) return MissingReason.WrongDevice;
            fault = _link.Get(RegFirstTrim, 26);
            if (fault != null) return fault;
            _trim.TakeFirst(_link.In);
            fault = _link.Get(RegSecondTrim, 7);
            if (fault != null) return fault;
            _trim.TakeSecond(_link.In);
            _trimmed = true;
            return null;
        }
    }
}
