using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A sound level meter whose voltage is linear in dB(A), on an ADS1115: <c>dba</c>. The default line is that of
    /// DFRobot SEN0232 (wiki: 0.6 V … 2.6 V for 30 … 130 dB(A), 50 dB a volt). A voltage outside the meter's own line
    /// is a fault of the meter, not silence.
    /// </summary>
    public sealed class NoiseLevel : ISensor
    {
        private readonly Ads1115 _adc;
        private readonly int _channel;
        private readonly double _decibelsPerVolt;
        private readonly double _offset;
        private readonly double _low;
        private readonly double _high;

        public NoiseLevel(Ads1115 adc, int channel, double decibelsPerVolt, double offset, double low, double high)
        {
            _adc = adc;
            _channel = channel;
            _decibelsPerVolt = decibelsPerVolt;
            _offset = offset;
            _low = low;
            _high = high;
        }

        public string[] Quantities { get; } = { "dba" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _adc.Convert(_channel, Ads1115.Gain4V);
            if (fault != null) values[0].Fail(fault);
            else Slots.SetWithin(values[0], (_adc.Volts * _decibelsPerVolt) + _offset, _low, _high);
        }
    }
}
