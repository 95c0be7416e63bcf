namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Sensirion SHT40/41/45: <c>t</c> in °C, <c>rh</c> in %. Source: SHT4x datasheet v7, §4.5 (command 0xFD, at most
    /// 8.3 ms by table 5) and §4.6 (conversion; humidity is cropped to 0 … 100).
    /// </summary>
    public sealed class Sht4x : ISensor
    {
        public const int DefaultAddress = 0x44;
        private const int MeasureHighPrecision = 0xfd;
        private const int ConversionMs = 10;
        private readonly I2cLink _link;
        private string _fault;

        public Sht4x(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 1, 6);
        }

        public string[] Quantities { get; } = { "t", "rh" };

        public int Start()
        {
            _fault = _link.Command8(MeasureHighPrecision);
            return _fault == null ? ConversionMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Transfer(0, 6) ?? SensirionWords.Check(_link.In, 2);
            if (fault != null)
            {
                Slots.Fail(values, 2, fault);
                return;
            }

            values[0].Set(-45 + (175.0 * _link.U16(0) / 65535));
            double humidity = -6 + (125.0 * _link.U16(3) / 65535);
            values[1].Set(humidity < 0 ? 0 : humidity > 100 ? 100 : humidity);
        }
    }
}
