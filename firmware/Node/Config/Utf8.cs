namespace SmartCity.Node.Config
{
    /// <summary>What of UTF-8 (RFC 3629) the libraries of a node leave open.</summary>
    internal static class Utf8
    {
        /// <summary>Writes a character of the basic plane, 1 to 3 bytes; returns the next index.</summary>
        public static int Put(byte[] bytes, int at, int code)
        {
            if (code < 0x80)
            {
                bytes[at++] = (byte)code;
                return at;
            }

            if (code < 0x800)
            {
                bytes[at++] = (byte)(0xc0 | (code >> 6));
            }
            else
            {
                bytes[at++] = (byte)(0xe0 | (code >> 12));
                bytes[at++] = (byte)(0x80 | ((code >> 6) & 0x3f));
            }

            bytes[at++] = (byte)(0x80 | (code & 0x3f));
            return at;
        }

        /// <summary>True when the bytes are whole characters; the interpreter's own decoder throws on others.</summary>
        public static bool IsValid(byte[] bytes, int length)
        {
            int i = 0;
            while (i < length)
            {
                int lead = bytes[i++];
                if (lead < 0x80) continue;
                int more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
                if (more == 0 || i + more > length) return false;
                int second = bytes[i];
                if (lead == 0xe0 && second < 0xa0) return false;
                if (lead == 0xed && second >= 0xa0) return false;
                if (lead == 0xf0 && second < 0x90) return false;
                if (lead == 0xf4 && second >= 0x90) return false;
                for (int k = 0; k < more; k++)
                {
                    if ((bytes[i++] & 0xc0) != 0x80) return false;
                }
            }

            return true;
        }
    }
}
