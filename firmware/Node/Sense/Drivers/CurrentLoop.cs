using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A 4–20 mA transmitter over a burden resistor on an ADS1115: <c>value</c> in the unit its span is given in,
    /// <c>ma</c> for diagnosis. Source: NAMUR NE 43 (2003): 3.8 to 20.5 mA measures, up to 3.6 and from 21 mA
    /// is a fault of the transmitter or the wire; what lies between is beyond the span.
    /// </summary>
    public sealed class CurrentLoop : ISensor
    {
        private const double FaultLow = 3.6;
        private const double SpanLow = 3.8;
        private const double SpanHigh = 20.5;
        private const double FaultHigh = 21.0;
        private readonly Ads1115 _adc;
        private readonly int _channel;
        private readonly double _ohms;
        private readonly double _low;
        private readonly double _high;

        /// <param name="low">Value at 4 mA.</param>
        /// <param name="high">Value at 20 mA.</param>
        public CurrentLoop(Ads1115 adc, int channel, double ohms, double low, double high)
        {
            _adc = adc;
            _channel = channel;
            _ohms = ohms;
            _low = low;
            _high = high;
        }

        public string[] Quantities { get; } = { "value", "ma" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _adc.Convert(_channel, Ads1115.Gain4V);
            if (fault != null)
            {
                Slots.Fail(values, 2, fault);
                return;
            }

            double milliamps = _adc.Volts / _ohms * 1000;
            values[1].Set(milliamps);
            if (milliamps <= FaultLow) values[0].Fail(MissingReason.LoopLow);
            else if (milliamps >= FaultHigh) values[0].Fail(MissingReason.LoopHigh);
            else if (milliamps < SpanLow || milliamps > SpanHigh) values[0].Fail(MissingReason.Range);
            else values[0].Set(_low + ((milliamps - 4) / 16 * (_high - _low)));
        }
    }
}
