namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>One input of an ADS1115 as it is: <c>v</c> in volts, times the divider in front of the pin.</summary>
    public sealed class Ads1115Volts : ISensor
    {
        private readonly Ads1115 _adc;
        private readonly int _channel;
        private readonly int _gain;
        private readonly double _divider;

        public Ads1115Volts(Ads1115 adc, int channel, int gain, double divider)
        {
            _adc = adc;
            _channel = channel;
            _gain = gain;
            _divider = divider;
        }

        public string[] Quantities { get; } = { "v" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _adc.Convert(_channel, _gain);
            if (fault == null) values[0].Set(_adc.Volts * _divider);
            else values[0].Fail(fault);
        }
    }
}
