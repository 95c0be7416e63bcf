using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Benewake TF-Luna time-of-flight ranger in triggered mode: <c>dist</c> in m and, over a known mounting height,
    /// <c>level</c>. Source: TF-Luna user manual A05, I2C register table: 0x00 distance in cm, 0x02 signal strength,
    /// 0x06 time stamp, 0x23 mode, 0x24 trigger; below a strength of 100, at 0xFFFF and outside 0.2 … 8 m it measures
    /// nothing. Chosen over the VL53L0X, whose registers the maker does not document.
    /// </summary>
    public sealed class TfLuna : ISensor
    {
        public const int DefaultAddress = 0x10;
        private const int RegDistance = 0x00;
        private const int RegTick = 0x06;
        private const int RegMode = 0x23;
        private const int RegTrigger = 0x24;
        private const int ConversionMs = 20;
        private const int WeakestSignal = 100;
        private const int Saturated = 0xffff;
        private readonly I2cLink _link;
        private readonly LevelOutput _output;
        private int _tick;
        private string _fault;

        public TfLuna(II2cBus bus, int address, LevelOutput output)
        {
            _link = new I2cLink(bus, address, 2, 8);
            _output = output;
        }

        public string[] Quantities
        {
            get { return _output.Quantities; }
        }

        public int Start()
        {
            _fault = _link.Put8(RegMode, 1) ?? _link.Get(RegTick, 2);
            _tick = Word(0);
            _fault = _fault ?? _link.Put8(RegTrigger, 1);
            return _fault == null ? ConversionMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Get(RegDistance, 8);
            int strength = Word(2);

            // The stamp of a measurement that is still the one before the trigger.
            if (fault == null && Word(6) == _tick) fault = MissingReason.Timeout;
            if (fault == null && (strength < WeakestSignal || strength == Saturated)) fault = MissingReason.Range;
            if (fault != null) Slots.Fail(values, Quantities.Length, fault);
            else _output.Set(values, Word(0) / 100.0, 0.2, 8);
        }

        private int Word(int at)
        {
            return _link.In[at] | (_link.In[at + 1] << 8);
        }
    }
}
