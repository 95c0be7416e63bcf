using System;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// RMS of a signal within bands of its discrete Fourier transform, bin by bin with Goertzel's recurrence
    /// (G. Goertzel, American Mathematical Monthly 65, 1958): one multiplication a sample, no table of sines.
    /// </summary>
    public sealed class BandPower
    {
        private readonly int _n;
        private readonly double[] _twiceCosine;

        /// <param name="n">Samples of one axis; bins 1 to n/2 - 1 can be asked for.</param>
        public BandPower(int n)
        {
            _n = n;
            _twiceCosine = new double[n / 2];
            for (int k = 0; k < _twiceCosine.Length; k++) _twiceCosine[k] = 2 * Math.Cos(2 * Math.PI * k / n);
        }

        /// <summary>
        /// Root of the mean square that bins <paramref name="first"/> to <paramref name="last"/> carry, summed over the
        /// axes, which lie one after the other in <paramref name="samples"/>. By Parseval a bin k and its mirror carry
        /// 2 |X(k)|² / n².
        /// </summary>
        public double Rms(int[] samples, int axes, int first, int last)
        {
            double power = 0;
            for (int axis = 0; axis < axes; axis++)
            {
                for (int k = first; k <= last; k++) power += Magnitude2(samples, axis * _n, _twiceCosine[k]);
            }

            // Rounding may leave a silent signal a hair below zero.
            return power > 0 ? Math.Sqrt(2 * power) / _n : 0;
        }

        private double Magnitude2(int[] samples, int offset, double c)
        {
            double s1 = 0;
            double s2 = 0;
            for (int i = 0; i < _n; i++)
            {
                double s = samples[offset + i] + (c * s1) - s2;
                s2 = s1;
                s1 = s;
            }

            return (s1 * s1) + (s2 * s2) - (c * s1 * s2);
        }
    }
}
