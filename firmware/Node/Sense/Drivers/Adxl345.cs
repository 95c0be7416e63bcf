using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Analog Devices ADXL345 on a pipe wall or a cover: <c>vib1</c> (25 to 75 Hz), <c>vib2</c> (100 to 175 Hz),
    /// <c>vib3</c> (200 to 375 Hz) as RMS in m/s² over all axes, and <c>tilt</c> in degrees between gravity and the
    /// chip's z axis. One burst of 32 samples from the chip's own FIFO at 800 Hz, the most the source allows on I2C at
    /// 400 kHz. Source: ADXL345 data sheet rev G, “I2C”, “Register Definitions”, “FIFO”; full resolution is 3.9 mg a bit.
    /// </summary>
    public sealed class Adxl345 : ISensor
    {
        public const int DefaultAddress = 0x53;
        public const int Samples = 32;
        private const int RegDeviceId = 0x00;
        private const int RegRate = 0x2c;
        private const int RegPower = 0x2d;
        private const int RegFormat = 0x31;
        private const int RegData = 0x32;
        private const int RegFifoControl = 0x38;
        private const int RegFifoStatus = 0x39;
        private const int DeviceId = 0xe5;
        private const int Rate800 = 0x0d;
        private const int Measure = 0x08;
        private const int FullResolution16G = 0x0b;
        private const int FifoBypass = 0x00;
        private const int FifoFill = 0x40;

        // 32 samples take 40 ms, and 1.1 ms + 1 / rate to wake (data sheet, table 1 and “Power Sequencing”).
        private const int BurstMs = 45;
        private const double MetresPerBit = 0.0039 * 9.80665;
        private readonly I2cLink _link;
        private readonly int[] _samples = new int[3 * Samples];
        private readonly BandPower _bands = new BandPower(Samples);
        private string _fault;

        public Adxl345(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 2, 6);
        }

        public string[] Quantities { get; } = { "vib1", "vib2", "vib3", "tilt" };

        public int Start()
        {
            _fault = _link.Get(RegDeviceId, 1);
            if (_fault == null && _link.In[0] != DeviceId) _fault = MissingReason.WrongDevice;
            _fault = _fault ?? _link.Put8(RegRate, Rate800) ?? _link.Put8(RegFormat, FullResolution16G)
                ?? _link.Put8(RegPower, Measure) ?? _link.Put8(RegFifoControl, FifoBypass) ?? _link.Put8(RegFifoControl, FifoFill);
            return _fault == null ? BurstMs : 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? Fetch();
            if (fault != null)
            {
                Slots.Fail(values, 4, fault);
                return;
            }

            // Bin k of 32 at 800 Hz is k × 25 Hz.
            values[0].Set(_bands.Rms(_samples, 3, 1, 3) * MetresPerBit);
            values[1].Set(_bands.Rms(_samples, 3, 4, 7) * MetresPerBit);
            values[2].Set(_bands.Rms(_samples, 3, 8, 15) * MetresPerBit);
            double x = Sum(0);
            double y = Sum(1);
            double z = Sum(2);
            double length = System.Math.Sqrt((x * x) + (y * y) + (z * z));
            if (length == 0) values[3].Fail(MissingReason.Range);
            else values[3].Set(System.Math.Acos(z / length) * 180 / System.Math.PI);
        }

        // A FIFO that is not full tells of a chip that was reset in between. Six bytes read take one sample out of it.
        private string Fetch()
        {
            string fault = _link.Get(RegFifoStatus, 1);
            if (fault != null) return fault;
            if ((_link.In[0] & 0x3f) < Samples) return MissingReason.Timeout;
            for (int i = 0; i < Samples; i++)
            {
                fault = _link.Get(RegData, 6);
                if (fault != null) return fault;
                byte[] d = _link.In;
                _samples[i] = (short)(d[0] | (d[1] << 8));
                _samples[Samples + i] = (short)(d[2] | (d[3] << 8));
                _samples[(2 * Samples) + i] = (short)(d[4] | (d[5] << 8));
            }

            return null;
        }

        private double Sum(int axis)
        {
            double sum = 0;
            for (int i = 0; i < Samples; i++) sum += _samples[(axis * Samples) + i];
            return sum;
        }
    }
}
