#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    /// <summary>Bytes as lower-case hex, for goldens.</summary>
    public static class HexText
    {
        public static string Of(byte[] bytes, int count)
        {
            char[] text = new char[count * 2];
            for (int i = 0; i < count; i++)
            {
                text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
                text[(2 * i) + 1] = "0123456789abcdef"[bytes[i] & 15];
            }

            return new string(text);
        }
    }
}
