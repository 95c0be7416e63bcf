namespace SmartCity.Wire
{
    /// <summary>The few forms of JSON a pack needs. Callers have checked the room and that text needs no escape.</summary>
    internal static class JsonWriter
    {
        public static int Raw(byte[] b, int at, string text)
        {
            for (int i = 0; i < text.Length; i++) b[at++] = (byte)text[i];
            return at;
        }

        /// <summary><c>"key":</c></summary>
        public static int Key(byte[] b, int at, string key)
        {
            b[at++] = (byte)'"';
            at = Raw(b, at, key);
            b[at++] = (byte)'"';
            b[at++] = (byte)':';
            return at;
        }

        public static int Quoted(byte[] b, int at, string text)
        {
            b[at++] = (byte)'"';
            at = Raw(b, at, text);
            b[at++] = (byte)'"';
            return at;
        }

        /// <summary>mantissa × 10^exponent in plain notation, without trailing zeros of a fraction.</summary>
        public static int Number(byte[] b, int at, long mantissa, int exponent)
        {
            mantissa = Decimal10.Normalise(mantissa, ref exponent);
            if (mantissa < 0) b[at++] = (byte)'-';

            // Digits are taken from the negative side, where long.MinValue has room.
            long rest = mantissa > 0 ? -mantissa : mantissa;
            int digits = 1;
            for (long r = rest / 10; r != 0; r /= 10) digits++;
            int fraction = -exponent;
            if (digits <= fraction) digits = fraction + 1;
            int end = at + digits + (fraction > 0 ? 1 : 0);
            int p = end;
            for (int i = 0; i < digits; i++)
            {
                if (i == fraction && fraction > 0) b[--p] = (byte)'.';
                b[--p] = (byte)('0' - (int)(rest % 10));
                rest /= 10;
            }

            return end;
        }
    }
}
