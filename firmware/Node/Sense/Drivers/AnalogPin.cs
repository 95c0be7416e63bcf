using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A voltage on the chip's own ADC1: <c>v</c> at the far end of the divider. The ADC bends below 0.15 V and above
    /// 2.45 V at 11 dB (ESP32 datasheet v4.5, §4.1.2, effective ranges); a pin at either end measures nothing. At the
    /// low end a supply monitor says <c>unpowered</c>, any other input <c>range</c>.
    /// </summary>
    public sealed class AnalogPin : ISensor
    {
        private const int LowestMillivolts = 150;
        private const int HighestMillivolts = 2450;
        private readonly IAnalogInput _input;
        private readonly double _divider;
        private readonly string _lowReason;

        /// <param name="divider">Volts at the source for one volt at the pin.</param>
        /// <param name="isSupply">True when the voltage is that of a rail, which is off when it is low.</param>
        public AnalogPin(IAnalogInput input, double divider, bool isSupply)
        {
            _input = input;
            _divider = divider;
            _lowReason = isSupply ? MissingReason.Unpowered : MissingReason.Range;
        }

        public string[] Quantities { get; } = { "v" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            int millivolts = _input.ReadMillivolts();
            if (millivolts < LowestMillivolts) values[0].Fail(_lowReason);
            else if (millivolts > HighestMillivolts) values[0].Fail(MissingReason.Range);
            else values[0].Set(millivolts / 1000.0 * _divider);
        }
    }
}
