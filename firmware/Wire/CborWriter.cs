namespace SmartCity.Wire
{
    /// <summary>The few forms of CBOR (RFC 8949) a pack needs, always the shortest that is exact. Callers have checked the room.</summary>
    internal static class CborWriter
    {
        private const int Unsigned = 0x00;
        private const int Negative = 0x20;
        private const int Text = 0x60;
        private const int Half = 0xf9;
        private const int Single = 0xfa;
        private const int DecimalFraction = 0xc4;
        private const int ArrayOfTwo = 0x82;
        private const int False = 0xf4;

        public static int Int(byte[] b, int at, long value)
        {
            return value >= 0 ? Head(b, at, Unsigned, value) : Head(b, at, Negative, -1 - value);
        }

        public static int Bool(byte[] b, int at, bool value)
        {
            b[at] = (byte)(value ? False + 1 : False);
            return at + 1;
        }

        /// <summary>ASCII text; every name and reason of the contract is.</summary>
        public static int Ascii(byte[] b, int at, string text)
        {
            at = Head(b, at, Text, text.Length);
            for (int i = 0; i < text.Length; i++) b[at++] = (byte)text[i];
            return at;
        }

        /// <summary>mantissa × 10^exponent as integer, half, decimal fraction (tag 4) or single, whichever is shortest.</summary>
        public static int Number(byte[] b, int at, long mantissa, int exponent)
        {
            mantissa = Decimal10.Normalise(mantissa, ref exponent);
            if (exponent == 0) return Int(b, at, mantissa);

            long k = Decimal10.BinaryNumerator(mantissa, exponent);
            long size = k < 0 ? -k : k;
            if (k != 0 && size < 1 << 11) return Float(b, at, Half, k < 0, size, exponent, 10, 5);
            bool longMantissa = mantissa > 255 || mantissa < -256;
            if (k != 0 && size < 1 << 24 && longMantissa) return Float(b, at, Single, k < 0, size, exponent, 23, 8);

            b[at++] = DecimalFraction;
            b[at++] = ArrayOfTwo;
            at = Int(b, at, exponent);
            return Int(b, at, mantissa);
        }

        // A binary float of size × 2^exponent with that many fraction and exponent bits; size fits the significand.
        private static int Float(byte[] b, int at, int head, bool negative, long size, int exponent, int fractionBits, int exponentBits)
        {
            while (size < 1L << fractionBits)
            {
                size <<= 1;
                exponent--;
            }

            int bias = (1 << (exponentBits - 1)) - 1;
            long bits = ((long)(exponent + fractionBits + bias) << fractionBits) | (size & ((1L << fractionBits) - 1));
            if (negative) bits |= 1L << (fractionBits + exponentBits);
            b[at++] = (byte)head;
            for (int shift = fractionBits + exponentBits - 7; shift >= 0; shift -= 8) b[at++] = (byte)(bits >> shift);
            return at;
        }

        private static int Head(byte[] b, int at, int major, long value)
        {
            int bytes = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x100000000L ? 4 : 8;
            int info = bytes == 0 ? (int)value : bytes == 1 ? 24 : bytes == 2 ? 25 : bytes == 4 ? 26 : 27;
            b[at++] = (byte)(major | info);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) b[at++] = (byte)(value >> shift);
            return at;
        }
    }
}
