namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Trimming values of a BME280 and the compensation that needs them, in floating point.
    /// Source: Bosch BST-BME280-DS001 rev 1.23, §4.2.2 (register map of the values) and appendix 8.1 (formulas).
    /// </summary>
    public sealed class Bme280Trim
    {
        public int T1, T2, T3;
        public int P1, P2, P3, P4, P5, P6, P7, P8, P9;
        public int H1, H2, H3, H4, H5, H6;

        /// <summary>Fine temperature of the last <see cref="Celsius"/>, which pressure and humidity are corrected by.</summary>
        public double Fine;

        /// <summary>Takes the 26 bytes from 0x88 (0xA0 is unused, 0xA1 is H1).</summary>
        public void TakeFirst(byte[] b)
        {
            T1 = U(b, 0);
            T2 = S(b, 2);
            T3 = S(b, 4);
            P1 = U(b, 6);
            P2 = S(b, 8);
            P3 = S(b, 10);
            P4 = S(b, 12);
            P5 = S(b, 14);
            P6 = S(b, 16);
            P7 = S(b, 18);
            P8 = S(b, 20);
            P9 = S(b, 22);
            H1 = b[25];
        }

        /// <summary>Takes the 7 bytes from 0xE1; H4 and H5 share the byte 0xE5.</summary>
        public void TakeSecond(byte[] b)
        {
            H2 = S(b, 0);
            H3 = b[2];
            H4 = ((sbyte)b[3] * 16) | (b[4] & 0x0f);
            H5 = ((sbyte)b[5] * 16) | (b[4] >> 4);
            H6 = (sbyte)b[6];
        }

        /// <summary>°C from the 20-bit reading; sets <see cref="Fine"/>.</summary>
        public double Celsius(int raw)
        {
            double a = ((raw / 16384.0) - (T1 / 1024.0)) * T2;
            double b = (raw / 131072.0) - (T1 / 8192.0);
            Fine = a + (b * b * T3);
            return Fine / 5120.0;
        }

        /// <summary>Pa from the 20-bit reading; 0 when the trimming values allow no result.</summary>
        public double Pascal(int raw)
        {
            double a = (Fine / 2.0) - 64000.0;
            double b = a * a * P6 / 32768.0;
            b += a * P5 * 2.0;
            b = (b / 4.0) + (P4 * 65536.0);
            a = ((P3 * a * a / 524288.0) + (P2 * a)) / 524288.0;
            a = (1.0 + (a / 32768.0)) * P1;
            if (a == 0) return 0;
            double p = (1048576.0 - raw - (b / 4096.0)) * 6250.0 / a;
            double c = P9 * p * p / 2147483648.0;
            double d = p * P8 / 32768.0;
            return p + ((c + d + P7) / 16.0);
        }

        /// <summary>% from the 16-bit reading, cropped to 0 … 100 as the source does.</summary>
        public double Humidity(int raw)
        {
            double h = Fine - 76800.0;
            double slope = (H2 / 65536.0) * (1.0 + (H6 / 67108864.0 * h * (1.0 + (H3 / 67108864.0 * h))));
            h = (raw - ((H4 * 64.0) + (H5 / 16384.0 * h))) * slope;
            h *= 1.0 - (H1 * h / 524288.0);
            return h < 0 ? 0 : h > 100 ? 100 : h;
        }

        private static int U(byte[] b, int at)
        {
            return b[at] | (b[at + 1] << 8);
        }

        private static int S(byte[] b, int at)
        {
            return (short)U(b, at);
        }
    }
}
