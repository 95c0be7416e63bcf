using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Texas Instruments ADS1115, single shots at 860 samples a second, single-ended. Source: SBAS444E, §9.6 (registers),
    /// §7.5.4 (data format), table 7-1 (full scales).
    /// </summary>
    /// <remarks>
    /// One chip serves several sensors, so a conversion is not left running between two calls: another sensor's start
    /// would put its voltage in this one's place. It takes 1.2 ms, some two polls of the configuration register.
    /// </remarks>
    public sealed class Ads1115
    {
        public const int DefaultAddress = 0x48;

        /// <summary>±4.096 V: the gain for 5 V and 3.3 V signals and for 21 mA over 100 Ω.</summary>
        public const int Gain4V = 1;

        private const int RegConversion = 0;
        private const int RegConfig = 1;
        private const int Begin = 0x8000;
        private const int SingleEnded = 0x4000;
        private const int SingleShot = 0x0100;
        private const int Rate860 = 0x00e0;
        private const int NoComparator = 0x0003;
        private const int Polls = 32;
        private static readonly int[] FullScaleMillivolts = { 6144, 4096, 2048, 1024, 512, 256 };
        private readonly I2cLink _link;

        public Ads1115(II2cBus bus, int address)
        {
            _link = new I2cLink(bus, address, 3, 2);
        }

        /// <summary>Volts of the last conversion that returned null.</summary>
        public double Volts { get; private set; }

        /// <summary>Code of the last conversion that returned null, -32768 to 32767.</summary>
        public int Code { get; private set; }

        public static bool IsGain(int gain)
        {
            return gain >= 0 && gain < FullScaleMillivolts.Length;
        }

        /// <summary>Converts AIN0 … AIN3 against ground; null or the reason. <paramref name="gain"/> is the PGA field, 0 to 5.</summary>
        public string Convert(int channel, int gain)
        {
            int config = SingleEnded | (channel << 12) | (gain << 9) | SingleShot | Rate860 | NoComparator;
            string fault = _link.Put16(RegConfig, config | Begin) ?? Wait(config) ?? _link.Get(RegConversion, 2);
            if (fault != null) return fault;
            int code = _link.S16(0);

            // At either end the input is beyond the full scale, by how much nobody knows.
            if (code == 0x7fff || code == -0x8000) return MissingReason.Range;
            Code = code;
            Volts = code * (FullScaleMillivolts[gain] / 1000.0) / 32768;
            return null;
        }

        // The bit that starts a conversion reads 0 until it is done. Any other bit that differs tells of a chip that
        // was reset in between and has converted something else.
        private string Wait(int config)
        {
            for (int i = 0; i < Polls; i++)
            {
                string fault = _link.Get(RegConfig, 2);
                if (fault != null) return fault;
                int seen = _link.U16(0);
                if ((seen & 0x7fff) != config) return MissingReason.Timeout;
                if ((seen & Begin) != 0) return null;
            }

            return MissingReason.Timeout;
        }
    }
}
