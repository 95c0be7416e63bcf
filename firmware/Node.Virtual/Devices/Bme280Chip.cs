namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// The trimming values of one BME280 and its raw readings for given quantities. The compensation is Bosch's in integers
/// (BST-BME280-DS001 rev 1.23 §4.2.3), turned round by bisection, so that it owes nothing to the driver's.
/// </summary>
internal static class Bme280Chip
{
    // Temperature and pressure of the worked example of BST-BMP280-DS001 §3.12, humidity of a production chip.
    public const int T1 = 27504, T2 = 26435, T3 = -1000;
    public const int P1 = 36477, P2 = -10685, P3 = 3024, P4 = 2855, P5 = 140, P6 = -7, P7 = 15500, P8 = -14600, P9 = 6000;
    public const int H1 = 75, H2 = 370, H3 = 0, H4 = 313, H5 = 50, H6 = 30;

    /// <summary>The fine temperature of a raw reading; a 5,120th °C.</summary>
    public static int Fine(int raw)
    {
        int a = (((raw >> 3) - (T1 << 1)) * T2) >> 11;
        int b = (raw >> 4) - T1;
        return a + ((((b * b) >> 12) * T3) >> 14);
    }

    /// <summary>Pressure of a raw reading in 1/256 Pa.</summary>
    public static long Pressure(int raw, int fine)
    {
        long a = fine - 128000L;
        long b = a * a * P6;
        b += (a * P5) << 17;
        b += (long)P4 << 35;
        a = ((a * a * P3) >> 8) + ((a * P2) << 12);
        a = (((1L << 47) + a) * P1) >> 33;
        if (a == 0) return 0;
        long p = (((1048576L - raw) << 31) - b) * 3125 / a;
        long c = (P9 * (p >> 13) * (p >> 13)) >> 25;
        long d = (P8 * p) >> 19;
        return ((p + c + d) >> 8) + ((long)P7 << 4);
    }

    /// <summary>Humidity of a raw reading in 1/1024 %.</summary>
    public static int Humidity(int raw, int fine)
    {
        int v = fine - 76800;
        int left = ((raw << 14) - (H4 << 20) - (H5 * v) + 16384) >> 15;
        int right = (((((v * H6) >> 10) * (((v * H3) >> 11) + 32768)) >> 10) + 2097152) * H2;
        v = left * ((right + 8192) >> 14);
        v -= ((((v >> 15) * (v >> 15)) >> 7) * H1) >> 4;
        return Math.Clamp(v, 0, 419430400) >> 12;
    }

    public static int RawTemperature(double celsius) => Bisect(0, 0xfffff, raw => Fine(raw) >= celsius * 5120);

    /// <summary>Falls as the pressure rises.</summary>
    public static int RawPressure(double pascal, int fine) => Bisect(0, 0xfffff, raw => Pressure(raw, fine) <= pascal * 256);

    public static int RawHumidity(double percent, int fine) => Bisect(0, 0xffff, raw => Humidity(raw, fine) >= percent * 1024);

    // The smallest code for which the condition, once true, stays true.
    private static int Bisect(int low, int high, Func<int, bool> reached)
    {
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (reached(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
