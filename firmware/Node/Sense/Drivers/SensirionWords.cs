using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Sensirion's word format: every 16-bit word is followed by its CRC-8 (polynomial 0x31, start 0xFF, no final XOR;
    /// CRC of 0xBEEF is 0x92). Sources: SHT4x datasheet v7 §4.4, SCD4x v1.6 §3.12, SEN5x v2 §6.6.
    /// </summary>
    public static class SensirionWords
    {
        public static byte Crc(byte[] data, int offset, int count)
        {
            int crc = 0xff;
            for (int i = 0; i < count; i++)
            {
                crc ^= data[offset + i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x31) & 0xff : (crc << 1) & 0xff;
                }
            }

            return (byte)crc;
        }

        /// <summary>Null when each of the first <paramref name="words"/> words carries its CRC, else <c>crc</c>.</summary>
        public static string Check(byte[] data, int words)
        {
            for (int w = 0; w < words; w++)
            {
                if (Crc(data, w * 3, 2) != data[(w * 3) + 2]) return MissingReason.Crc;
            }

            return null;
        }

        /// <summary>Writes a word and its CRC; returns the offset behind it.</summary>
        public static int Put(byte[] data, int offset, int word)
        {
            data[offset] = (byte)(word >> 8);
            data[offset + 1] = (byte)word;
            data[offset + 2] = Crc(data, offset, 2);
            return offset + 3;
        }
    }
}
