namespace SmartCity.Wire
{
    /// <summary>
    /// Numbers as mantissa × 10^exponent, the form a sensor's resolution gives them. Exact in JSON text and in CBOR,
    /// where binary floats would turn 21.37 into 21.370000839.
    /// </summary>
    internal static class Decimal10
    {
        /// <summary>The smallest exponent a caller may give.</summary>
        public const int MinExponent = -9;

        /// <summary>Strips trailing zeros of a fraction: 2150e-2 becomes 215e-1.</summary>
        public static long Normalise(long mantissa, ref int exponent)
        {
            if (mantissa == 0) exponent = 0;
            while (exponent < 0 && mantissa % 10 == 0)
            {
                mantissa /= 10;
                exponent++;
            }

            return mantissa;
        }

        /// <summary>
        /// The numerator k with mantissa × 10^exponent = k / 2^-exponent when the value is a binary fraction,
        /// 0 when it is not (or is zero). For exponents <see cref="MinExponent"/> to -1.
        /// </summary>
        public static long BinaryNumerator(long mantissa, int exponent)
        {
            long fives = 1;
            for (int i = exponent; i < 0; i++) fives *= 5;
            return mantissa % fives == 0 ? mantissa / fives : 0;
        }
    }
}
