namespace SmartCity.Node.Outbox
{
    /// <summary>Little-endian integers in byte arrays.</summary>
    internal static class Bytes
    {
        public static void Put(byte[] b, int at, long value, int count)
        {
            for (int i = 0; i < count; i++) b[at + i] = (byte)(value >> (8 * i));
        }

        public static long Get(byte[] b, int at, int count)
        {
            long value = 0;
            for (int i = count - 1; i >= 0; i--) value = (value << 8) | b[at + i];
            return value;
        }
    }
}
