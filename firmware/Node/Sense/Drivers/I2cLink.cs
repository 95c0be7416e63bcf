using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// One device on a bus, with the two buffers all its transactions use. Every method returns null, or the reason
    /// (<see cref="MissingReason"/>) why the transaction did not happen.
    /// </summary>
    public sealed class I2cLink
    {
        public readonly byte[] Out;
        public readonly byte[] In;
        private readonly II2cBus _bus;
        private readonly int _address;

        public I2cLink(II2cBus bus, int address, int outBytes, int inBytes)
        {
            _bus = bus;
            _address = address;
            Out = new byte[outBytes];
            In = new byte[inBytes];
        }

        /// <summary>Writes the head of <see cref="Out"/> and reads into the head of <see cref="In"/>; either count may be 0.</summary>
        public string Transfer(int writeCount, int readCount)
        {
            BusResult result = _bus.Transfer(_address, Out, writeCount, In, readCount);
            if (result == BusResult.Ok) return null;
            return result == BusResult.Nack ? MissingReason.I2cNack : MissingReason.Timeout;
        }

        /// <summary>A command of 8 bits without data.</summary>
        public string Command8(int command)
        {
            Out[0] = (byte)command;
            return Transfer(1, 0);
        }

        /// <summary>A command of 16 bits, high byte first, without data.</summary>
        public string Command16(int command)
        {
            Out[0] = (byte)(command >> 8);
            Out[1] = (byte)command;
            return Transfer(2, 0);
        }

        /// <summary>Reads <paramref name="count"/> bytes from a register into <see cref="In"/>.</summary>
        public string Get(int register, int count)
        {
            Out[0] = (byte)register;
            return Transfer(1, count);
        }

        public string Put8(int register, int value)
        {
            Out[0] = (byte)register;
            Out[1] = (byte)value;
            return Transfer(2, 0);
        }

        /// <summary>Writes a register of 16 bits, high byte first.</summary>
        public string Put16(int register, int value)
        {
            Out[0] = (byte)register;
            Out[1] = (byte)(value >> 8);
            Out[2] = (byte)value;
            return Transfer(3, 0);
        }

        /// <summary>Unsigned word of <see cref="In"/>, high byte first.</summary>
        public int U16(int at)
        {
            return (In[at] << 8) | In[at + 1];
        }

        /// <summary>Two's complement word of <see cref="In"/>, high byte first.</summary>
        public int S16(int at)
        {
            return (short)U16(at);
        }
    }
}
