using System;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// A point of P-256 in Jacobian coordinates (x/z², y/z³), z = 0 at infinity. Formulas: dbl-2001-b and the textbook's mixed
    /// addition, hyperelliptic.org/EFD, short Weierstrass curves with a = -3.
    /// </summary>
    internal sealed class P256Point
    {
        private readonly Modulus _f;
        private readonly uint[] _x = new uint[Modulus.Words];
        private readonly uint[] _y = new uint[Modulus.Words];
        private readonly uint[] _z = new uint[Modulus.Words];
        private readonly uint[] _a = new uint[Modulus.Words];
        private readonly uint[] _b = new uint[Modulus.Words];
        private readonly uint[] _c = new uint[Modulus.Words];
        private readonly uint[] _d = new uint[Modulus.Words];

        public P256Point(Modulus field)
        {
            _f = field;
        }

        public bool IsInfinity
        {
            get { return Modulus.IsZero(_z); }
        }

        public void SetInfinity()
        {
            Array.Clear(_z, 0, Modulus.Words);
        }

        /// <summary>True when the affine x is that number in Montgomery's form.</summary>
        public bool HasX(uint[] x)
        {
            _f.Multiply(_a, _z, _z);
            _f.Multiply(_a, _a, x);
            return Modulus.AreEqual(_a, _x);
        }

        public void Double()
        {
            if (IsInfinity) return;
            _f.Multiply(_a, _z, _z);
            _f.Multiply(_b, _y, _y);
            _f.Multiply(_c, _x, _b);

            // z = (y + z)² - y² - z²
            _f.Add(_z, _y, _z);
            _f.Multiply(_z, _z, _z);
            _f.Subtract(_z, _z, _b);
            _f.Subtract(_z, _z, _a);

            // a = 3(x - z²)(x + z²)
            _f.Subtract(_d, _x, _a);
            _f.Add(_a, _x, _a);
            _f.Multiply(_d, _d, _a);
            _f.Add(_a, _d, _d);
            _f.Add(_a, _a, _d);

            // x = a² - 8c, with c = x·y²
            _f.Add(_c, _c, _c);
            _f.Add(_c, _c, _c);
            _f.Multiply(_x, _a, _a);
            _f.Subtract(_x, _x, _c);
            _f.Subtract(_x, _x, _c);

            // y = a(4c - x) - 8y⁴
            _f.Subtract(_c, _c, _x);
            _f.Multiply(_y, _a, _c);
            _f.Multiply(_b, _b, _b);
            for (int i = 0; i < 3; i++) _f.Add(_b, _b, _b);
            _f.Subtract(_y, _y, _b);
        }

        /// <summary>Adds an affine point in Montgomery's form.</summary>
        public void Add(uint[] x, uint[] y)
        {
            if (IsInfinity)
            {
                Array.Copy(x, 0, _x, 0, Modulus.Words);
                Array.Copy(y, 0, _y, 0, Modulus.Words);
                Array.Copy(_f.One, 0, _z, 0, Modulus.Words);
                return;
            }

            // a = h = x·z² - X, b = r = y·z³ - Y
            _f.Multiply(_c, _z, _z);
            _f.Multiply(_a, x, _c);
            _f.Subtract(_a, _a, _x);
            _f.Multiply(_c, _c, _z);
            _f.Multiply(_b, y, _c);
            _f.Subtract(_b, _b, _y);
            if (Modulus.IsZero(_a))
            {
                if (Modulus.IsZero(_b)) Double();
                else SetInfinity();
                return;
            }

            _f.Multiply(_z, _z, _a);
            _f.Multiply(_c, _a, _a);
            _f.Multiply(_a, _a, _c);
            _f.Multiply(_c, _c, _x);

            // X = r² - h³ - 2v, with v = X·h²
            _f.Multiply(_x, _b, _b);
            _f.Subtract(_x, _x, _a);
            _f.Subtract(_x, _x, _c);
            _f.Subtract(_x, _x, _c);

            // Y = r(v - X) - Y·h³
            _f.Subtract(_c, _c, _x);
            _f.Multiply(_c, _b, _c);
            _f.Multiply(_a, _a, _y);
            _f.Subtract(_y, _c, _a);
        }
    }
}
