namespace SmartCity.Node.Config
{
    /// <summary>
    /// Numbers of JSON. A whole number without fraction or exponent becomes <c>long</c>, any other <c>double</c>: exact to
    /// the last bit for up to 15 digits and powers of ten within 22, which is more than a sensor's scale ever needs.
    /// </summary>
    internal static class JsonNumber
    {
        private const int MaxDigits = 18;

        /// <summary>Reads from <paramref name="at"/> and moves it behind; null when it is not a number within bounds.</summary>
        public static object Read(byte[] text, int length, ref int at)
        {
            bool negative = At(text, length, at) == '-';
            if (negative) at++;
            int start = at;
            long mantissa = 0;
            int digits = Digits(text, length, ref at, ref mantissa);
            if (digits == 0 || digits > MaxDigits || (digits > 1 && text[start] == '0')) return null;

            int exponent = 0;
            bool whole = true;
            if (At(text, length, at) == '.')
            {
                whole = false;
                at++;
                int fraction = Digits(text, length, ref at, ref mantissa);
                if (fraction == 0 || digits + fraction > MaxDigits) return null;
                exponent = -fraction;
            }

            if (At(text, length, at) == 'e' || At(text, length, at) == 'E')
            {
                whole = false;
                at++;
                int sign = At(text, length, at);
                if (sign == '+' || sign == '-') at++;
                long power = 0;
                int powerDigits = Digits(text, length, ref at, ref power);
                if (powerDigits == 0 || powerDigits > 3) return null;
                exponent += sign == '-' ? -(int)power : (int)power;
            }

            if (whole) return negative ? -mantissa : mantissa;
            if (exponent > 300 || exponent < -300) return null;
            double value = Scale(mantissa, exponent);
            return negative ? -value : value;
        }

        private static double Scale(double value, int exponent)
        {
            double power = 1;
            for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--) power *= 10;
            return exponent < 0 ? value / power : value * power;
        }

        private static int Digits(byte[] text, int length, ref int at, ref long value)
        {
            int n = 0;
            while (At(text, length, at) >= '0' && At(text, length, at) <= '9')
            {
                if (n < MaxDigits) value = (value * 10) + (text[at] - '0');
                n++;
                at++;
            }

            return n;
        }

        private static int At(byte[] text, int length, int at)
        {
            return at < length ? text[at] : -1;
        }
    }
}
