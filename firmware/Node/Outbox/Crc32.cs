namespace SmartCity.Node.Outbox
{
    /// <summary>CRC-32 as in IEEE 802.3 (reflected, polynomial 0xEDB88320), check value cbf43926 over "123456789".</summary>
    public static class Crc32
    {
        private static readonly uint[] Table = MakeTable();

        public static uint Of(byte[] bytes, int offset, int count)
        {
            uint crc = 0xffffffff;
            for (int i = offset; i < offset + count; i++) crc = Table[(crc ^ bytes[i]) & 0xff] ^ (crc >> 8);
            return ~crc;
        }

        private static uint[] MakeTable()
        {
            uint[] table = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint c = i;
                for (int bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
                table[i] = c;
            }

            return table;
        }
    }
}
