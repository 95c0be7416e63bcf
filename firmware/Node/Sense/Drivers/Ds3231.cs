using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Maxim DS3231 clock: <c>t</c> of the board in °C (a new one every 64 s) and <c>time</c> in Unix seconds, or
    /// <c>unpowered</c> once its oscillator has stood still. Source: DS3231 data sheet rev 10, figure 1 (registers, BCD),
    /// “Status Register” (OSF), “Temperature Registers”: 0x19 0x40 is 25.25 °C.
    /// </summary>
    public sealed class Ds3231 : ISensor
    {
        public const int DefaultAddress = 0x68;
        private const int RegSeconds = 0x00;
        private const int RegControl = 0x0e;
        private const int RegStatus = 0x0f;
        private const int RegTemperature = 0x11;
        private const int OscillatorStopped = 0x80;
        private const int OscillatorAlwaysOn = 0x1c;
        private const int Hour12 = 0x40;
        private readonly I2cLink _link;
        private readonly int[] _fields = new int[7];

        public Ds3231(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 8, 7);
        }

        public string[] Quantities { get; } = { "t", "time" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _link.Get(RegTemperature, 2);
            if (fault != null) values[0].Fail(fault);
            else Slots.SetWithin(values[0], (sbyte)_link.In[0] + ((_link.In[1] >> 6) * 0.25), -45, 90);

            long seconds;
            fault = ReadTime(out seconds);
            if (fault != null) values[1].Fail(fault);
            else values[1].Set(seconds);
        }

        /// <summary>Null and Unix seconds, or the reason why the clock does not know the time.</summary>
        public string ReadTime(out long seconds)
        {
            seconds = -1;
            string fault = _link.Get(RegStatus, 1);
            if (fault != null) return fault;
            if ((_link.In[0] & OscillatorStopped) != 0) return MissingReason.Unpowered;
            fault = _link.Get(RegSeconds, 7);
            if (fault != null) return fault;
            byte[] d = _link.In;
            if ((d[2] & Hour12) != 0) return MissingReason.Range;
            seconds = UnixTime.ToSeconds(2000 + Value(d[6]), Value(d[5] & 0x1f), Value(d[4]), Value(d[2] & 0x3f), Value(d[1]), Value(d[0]));
            return seconds < 0 ? MissingReason.Range : null;
        }

        /// <summary>Sets the clock (years 2000 to 2099) and clears the mark of a stopped oscillator; null or the reason.</summary>
        public string WriteTime(long seconds)
        {
            UnixTime.ToFields(seconds, _fields);
            if (_fields[0] < 2000 || _fields[0] > 2099) return MissingReason.Range;
            byte[] o = _link.Out;
            o[0] = RegSeconds;
            o[1] = Bcd(_fields[5]);
            o[2] = Bcd(_fields[4]);
            o[3] = Bcd(_fields[3]);
            o[4] = (byte)_fields[6];
            o[5] = Bcd(_fields[2]);
            o[6] = Bcd(_fields[1]);
            o[7] = Bcd(_fields[0] - 2000);
            return _link.Transfer(8, 0) ?? _link.Put8(RegControl, OscillatorAlwaysOn) ?? _link.Put8(RegStatus, 0);
        }

        // A digit above 9 makes the field one that no date has.
        private static int Value(int bcd)
        {
            return (bcd & 0x0f) > 9 ? 99 : ((bcd >> 4) * 10) + (bcd & 0x0f);
        }

        private static byte Bcd(int value)
        {
            return (byte)((value / 10 << 4) | (value % 10));
        }
    }
}
