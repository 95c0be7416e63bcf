using SmartCity.Node.Config;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Health
{
    /// <summary>Which addresses of an I2C bus answer.</summary>
    internal static class BusScan
    {
        // UM10204 (I2C-bus specification) §3.1.12: 0x00-0x07 and 0x78-0x7f are reserved.
        private const int FirstAddress = 0x08;
        private const int LastAddress = 0x77;

        /// <summary>Writes them as a list of numbers. Each is asked for one byte: a read of nothing is not to be had everywhere.</summary>
        public static void Write(II2cBus bus, JsonBuilder json)
        {
            byte[] read = new byte[1];
            json.Open('[');
            for (int address = FirstAddress; address <= LastAddress; address++)
            {
                if (bus.Transfer(address, read, 0, read, 1) == BusResult.Ok) json.Whole(address);
            }

            json.Close(']');
        }
    }
}
