namespace SmartCity.Wire
{
    /// <summary>Base names <c>urn:dev:mac:…:</c> (RFC 9039 §4.1: the EUI-64 in lower-case hex).</summary>
    public static class BaseName
    {
        private const string Hex = "0123456789abcdef";

        /// <summary>
        /// From a 6-byte MAC, widened to EUI-64 by <c>fffe</c> in the middle, or from an 8-byte EUI-64.
        /// Returns null for another length.
        /// </summary>
        public static string FromMac(byte[] mac)
        {
            if (mac == null || (mac.Length != 6 && mac.Length != 8)) return null;
            char[] text = new char[16];
            int at = 0;
            for (int i = 0; i < mac.Length; i++)
            {
                if (mac.Length == 6 && i == 3) at = Put(text, Put(text, at, 0xff), 0xfe);
                at = Put(text, at, mac[i]);
            }

            return "urn:dev:mac:" + new string(text) + ":";
        }

        private static int Put(char[] text, int at, int value)
        {
            text[at] = Hex[value >> 4];
            text[at + 1] = Hex[value & 15];
            return at + 2;
        }
    }
}
