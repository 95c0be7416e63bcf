using System;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// Arithmetic modulo a prime of 256 bits, in Montgomery's form (a stands for a·2^256 mod m). Numbers are eight words of
    /// 32 bits, the lowest first. Not in constant time: all it sees is public.
    /// </summary>
    internal sealed class Modulus
    {
        public const int Words = 8;

        private readonly uint[] _m;
        private readonly uint _inverse;
        private readonly uint[] _square;
        private readonly uint[] _t = new uint[Words + 2];

        public Modulus(uint[] m)
        {
            _m = m;

            // Newton: each round doubles the bits of -1/m modulo 2^32 that are right.
            uint x = 1;
            for (int i = 0; i < 5; i++) x *= 2 - (m[0] * x);
            _inverse = 0 - x;

            // 2^512 mod m, to carry numbers into the form.
            _square = new uint[Words];
            _square[0] = 1;
            for (int i = 0; i < 512; i++) Add(_square, _square, _square);
            One = new uint[Words];
            uint[] one = new uint[Words];
            one[0] = 1;
            Multiply(One, one, _square);
        }

        /// <summary>1 in Montgomery's form.</summary>
        public uint[] One { get; }

        /// <summary>Big-endian bytes as a number.</summary>
        public static uint[] Read(byte[] bytes, int offset)
        {
            uint[] number = new uint[Words];
            for (int i = 0; i < Words; i++)
            {
                int at = offset + (4 * (Words - 1 - i));
                number[i] = ((uint)bytes[at] << 24) | ((uint)bytes[at + 1] << 16) | ((uint)bytes[at + 2] << 8) | bytes[at + 3];
            }

            return number;
        }

        public static bool IsZero(uint[] a)
        {
            for (int i = 0; i < Words; i++)
            {
                if (a[i] != 0) return false;
            }

            return true;
        }

        public static bool AreEqual(uint[] a, uint[] b)
        {
            for (int i = 0; i < Words; i++)
            {
                if (a[i] != b[i]) return false;
            }

            return true;
        }

        public static bool Bit(uint[] a, int bit)
        {
            return ((a[bit >> 5] >> (bit & 31)) & 1) != 0;
        }

        /// <summary>True for a number below the modulus.</summary>
        public bool IsReduced(uint[] a)
        {
            for (int i = Words - 1; i >= 0; i--)
            {
                if (a[i] != _m[i]) return a[i] < _m[i];
            }

            return false;
        }

        public void Enter(uint[] r, uint[] a)
        {
            Multiply(r, a, _square);
        }

        /// <summary>r = a·b/2^256 mod m; r may be a or b, and one of them may be above the modulus.</summary>
        public void Multiply(uint[] r, uint[] a, uint[] b)
        {
            uint[] t = _t;
            Array.Clear(t, 0, t.Length);
            for (int i = 0; i < Words; i++)
            {
                ulong carry = 0;
                ulong factor = b[i];
                for (int j = 0; j < Words; j++)
                {
                    carry += t[j] + (a[j] * factor);
                    t[j] = (uint)carry;
                    carry >>= 32;
                }

                carry += t[Words];
                t[Words] = (uint)carry;
                t[Words + 1] = (uint)(carry >> 32);

                factor = t[0] * _inverse;
                carry = (t[0] + (_m[0] * factor)) >> 32;
                for (int j = 1; j < Words; j++)
                {
                    carry += t[j] + (_m[j] * factor);
                    t[j - 1] = (uint)carry;
                    carry >>= 32;
                }

                carry += t[Words];
                t[Words - 1] = (uint)carry;
                t[Words] = t[Words + 1] + (uint)(carry >> 32);
            }

            Array.Copy(t, 0, r, 0, Words);
            if (t[Words] != 0 || !IsReduced(r)) TakeModulus(r);
        }

        /// <summary>r = a + b mod m, of numbers below it.</summary>
        public void Add(uint[] r, uint[] a, uint[] b)
        {
            ulong carry = 0;
            for (int i = 0; i < Words; i++)
            {
                carry += (ulong)a[i] + b[i];
                r[i] = (uint)carry;
                carry >>= 32;
            }

            if (carry != 0 || !IsReduced(r)) TakeModulus(r);
        }

        /// <summary>r = a - b mod m, of numbers below it.</summary>
        public void Subtract(uint[] r, uint[] a, uint[] b)
        {
            long borrow = 0;
            for (int i = 0; i < Words; i++)
            {
                borrow += (long)a[i] - b[i];
                r[i] = (uint)borrow;
                borrow >>= 32;
            }

            if (borrow == 0) return;
            ulong carry = 0;
            for (int i = 0; i < Words; i++)
            {
                carry += (ulong)r[i] + _m[i];
                r[i] = (uint)carry;
                carry >>= 32;
            }
        }

        /// <summary>1/a, by Fermat: a to the power m - 2.</summary>
        public uint[] Invert(uint[] a)
        {
            uint[] power = (uint[])_m.Clone();
            power[0] -= 2;
            uint[] r = (uint[])One.Clone();
            for (int bit = 255; bit >= 0; bit--)
            {
                Multiply(r, r, r);
                if (Bit(power, bit)) Multiply(r, r, a);
            }

            return r;
        }

        private void TakeModulus(uint[] r)
        {
            long borrow = 0;
            for (int i = 0; i < Words; i++)
            {
                borrow += (long)r[i] - _m[i];
                r[i] = (uint)borrow;
                borrow >>= 32;
            }
        }
    }
}
