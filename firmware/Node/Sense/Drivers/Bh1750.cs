using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Rohm BH1750FVI, one measurement at high resolution: <c>lux</c>. Source: ROHM 2014.06 rev D, instruction set
    /// (0x01 power on, 0x20 one-time H-resolution, 180 ms at most) and “one time measurement” example:
    /// 0x8390 / 1.2 = 28,067 lx. Full scale (0xFFFF) is no value.
    /// </summary>
    public sealed class Bh1750 : ISensor
    {
        public const int DefaultAddress = 0x23;
        private const int PowerOn = 0x01;
        private const int OneTimeHighResolution = 0x20;
        private const int ConversionMs = 180;
        private readonly I2cLink _link;
        private string _fault;

        public Bh1750(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 1, 2);
        }

        public string[] Quantities { get; } = { "lux" };

        public int Start()
        {
            _fault = _link.Command8(PowerOn) ?? _link.Command8(OneTimeHighResolution);
            return _fault == null ? ConversionMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Transfer(0, 2);
            if (fault == null && _link.U16(0) == 0xffff) fault = MissingReason.Range;
            if (fault == null) values[0].Set(_link.U16(0) / 1.2);
            else values[0].Fail(fault);
        }
    }
}
