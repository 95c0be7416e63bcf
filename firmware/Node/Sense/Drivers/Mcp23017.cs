using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Microchip MCP23017 as sixteen inputs, such as the green lamps of a signal controller: <c>bits</c>, input A0 the
    /// lowest, and <c>phase</c>, 1 to 16 for the one active input among those masked, 0 for none. Two greens at once are
    /// no phase (<c>range</c>); the bits tell which. Source: DS20001952C §3.5, register addresses for IOCON.BANK = 0.
    /// </summary>
    public sealed class Mcp23017 : ISensor
    {
        public const int DefaultAddress = 0x20;
        private const int RegDirection = 0x00;
        private const int RegPullUp = 0x0c;
        private const int RegPort = 0x12;
        private readonly I2cLink _link;
        private readonly int _mask;
        private readonly int _pullUps;
        private readonly int _invert;
        private string _fault;

        /// <param name="invert">Inputs that are active when low.</param>
        public Mcp23017(II2cBus bus, int address, int mask, int invert, int pullUps)
        {
            _link = new I2cLink(bus, address, 3, 2);
            _mask = mask;
            _invert = invert;
            _pullUps = pullUps;
        }

        public string[] Quantities { get; } = { "bits", "phase" };

        /// <summary>Writes direction and pull-ups every time: a brown-out clears the pull-ups without notice.</summary>
        public int Start()
        {
            _fault = PutLow(RegDirection, 0xffff) ?? PutLow(RegPullUp, _pullUps);
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            string fault = _fault ?? _link.Get(RegPort, 2);
            if (fault != null)
            {
                Slots.Fail(values, 2, fault);
                return;
            }

            int active = ((_link.In[0] | (_link.In[1] << 8)) ^ _invert) & _mask;
            values[0].Set(active);
            int phase = 0;
            for (int i = 0; i < 16; i++)
            {
                if ((active & (1 << i)) == 0) continue;
                if (phase != 0)
                {
                    values[1].Fail(MissingReason.Range);
                    return;
                }

                phase = i + 1;
            }

            values[1].Set(phase);
        }

        // Port A's register comes first, then port B's.
        private string PutLow(int register, int value)
        {
            return _link.Put16(register, ((value & 0xff) << 8) | (value >> 8));
        }
    }
}
