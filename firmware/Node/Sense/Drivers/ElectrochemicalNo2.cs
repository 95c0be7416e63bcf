namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Nitrogen dioxide by a four-electrode cell (Alphasense NO2-B43F on its individual sensor board): <c>no2</c> in ppb
    /// from the working and the auxiliary electrode on two inputs of an ADS1115. Source: Alphasense AAN 803-05,
    /// algorithm 1: WEc = (WEu - WEe) - n (AEu - AEe), divided by the sensitivity from the cell's own label.
    /// </summary>
    public sealed class ElectrochemicalNo2 : ISensor
    {
        // ±2.048 V: the board's output ends at 2 V, and 62.5 µV is a fifth of a ppb.
        private const int Gain2V = 2;
        private const double LowestPpb = -50;
        private const double HighestPpb = 20000;
        private readonly Ads1115 _adc;
        private readonly int _working;
        private readonly int _auxiliary;
        private readonly double _workingZero;
        private readonly double _auxiliaryZero;
        private readonly double _factor;
        private readonly double _millivoltsPerPpb;

        /// <param name="workingZero">Electronic zero of the working electrode, mV.</param>
        /// <param name="auxiliaryZero">Electronic zero of the auxiliary electrode, mV.</param>
        /// <param name="factor">Temperature factor n of the cell (table 3 of the source).</param>
        public ElectrochemicalNo2(
            Ads1115 adc, int working, int auxiliary, double workingZero, double auxiliaryZero, double factor, double millivoltsPerPpb)
        {
            _adc = adc;
            _working = working;
            _auxiliary = auxiliary;
            _workingZero = workingZero;
            _auxiliaryZero = auxiliaryZero;
            _factor = factor;
            _millivoltsPerPpb = millivoltsPerPpb;
        }

        public string[] Quantities { get; } = { "no2" };

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _adc.Convert(_working, Gain2V);
            double working = (_adc.Volts * 1000) - _workingZero;
            fault = fault ?? _adc.Convert(_auxiliary, Gain2V);
            double auxiliary = (_adc.Volts * 1000) - _auxiliaryZero;
            if (fault != null) values[0].Fail(fault);
            else Slots.SetWithin(values[0], (working - (_factor * auxiliary)) / _millivoltsPerPpb, LowestPpb, HighestPpb);
        }
    }
}
