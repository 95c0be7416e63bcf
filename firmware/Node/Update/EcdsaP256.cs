namespace SmartCity.Node.Update
{
    /// <summary>
    /// Verifies ECDSA signatures over P-256 (FIPS 186-5 §6.4.2; the curve: SP 800-186 §3.2.1.3). The device's libraries
    /// verify no signatures, so this is ours, in plain arithmetic: about 5,000 multiplications of 256 bits, which the
    /// interpreter of an ESP32 is estimated to take 10 to 30 s for. Hence it is done a bit of the scalars at a call, so that
    /// sampling, link and watchdog go on meanwhile.
    /// </summary>
    public sealed class EcdsaP256
    {
        public const int KeySize = 64;
        public const int SignatureSize = 64;

        private static readonly uint[] P = { 0xffffffff, 0xffffffff, 0xffffffff, 0, 0, 0, 1, 0xffffffff };
        private static readonly uint[] N = { 0xfc632551, 0xf3b9cac2, 0xa7179e84, 0xbce6faad, 0xffffffff, 0xffffffff, 0, 0xffffffff };
        private static readonly uint[] B = { 0x27d2604b, 0x3bce3c3e, 0xcc53b0f6, 0x651d06b0, 0x769886bc, 0xb3ebbd55, 0xaa3a93e7, 0x5ac635d8 };
        private static readonly uint[] Gx = { 0xd898c296, 0xf4a13945, 0x2deb33a0, 0x77037d81, 0x63a440f2, 0xf8bce6e5, 0xe12c4247, 0x6b17d1f2 };
        private static readonly uint[] Gy = { 0x37bf51f5, 0xcbb64068, 0x6b315ece, 0x2bce3357, 0x7c0f9e16, 0x8ee7eb4a, 0xfe1a7f9b, 0x4fe342e2 };

        private readonly Modulus _field = new Modulus(P);
        private readonly Modulus _order = new Modulus(N);
        private readonly P256Point _sum;
        private uint[] _r;
        private uint[] _u1;
        private uint[] _u2;
        private uint[] _gx;
        private uint[] _gy;
        private uint[] _qx;
        private uint[] _qy;
        private int _bit = -1;

        public EcdsaP256()
        {
            _sum = new P256Point(_field);
        }

        /// <summary>The answer, once <see cref="Step"/> has said that it is there.</summary>
        public bool IsValid { get; private set; }

        /// <summary>Begins with a public key (x, y), the SHA-256 of what was signed, and the signature (r, s), all big-endian.</summary>
        public void Begin(byte[] key, byte[] hash, byte[] signature, int at)
        {
            IsValid = false;
            _bit = -1;
            _r = Modulus.Read(signature, at);
            uint[] s = Modulus.Read(signature, at + 32);
            if (!InOrder(_r) || !InOrder(s) || !ReadKey(key)) return;

            uint[] w = new uint[Modulus.Words];
            _order.Enter(w, s);
            w = _order.Invert(w);
            _u1 = new uint[Modulus.Words];
            _u2 = new uint[Modulus.Words];
            _order.Multiply(_u1, Modulus.Read(hash, 0), w);
            _order.Multiply(_u2, _r, w);
            _gx = Entered(Gx);
            _gy = Entered(Gy);
            _sum.SetInfinity();
            _bit = 255;
        }

        /// <summary>True when the answer is there.</summary>
        public bool Step()
        {
            if (_bit < 0) return true;
            _sum.Double();
            if (Modulus.Bit(_u1, _bit)) _sum.Add(_gx, _gy);
            if (Modulus.Bit(_u2, _bit)) _sum.Add(_qx, _qy);
            if (--_bit >= 0) return false;
            IsValid = !_sum.IsInfinity && (_sum.HasX(Entered(_r)) || HasHigherX());
            return true;
        }

        private static bool IsPositive(uint[] a)
        {
            return !Modulus.IsZero(a);
        }

        private bool InOrder(uint[] a)
        {
            return IsPositive(a) && _order.IsReduced(a);
        }

        private uint[] Entered(uint[] a)
        {
            uint[] r = new uint[Modulus.Words];
            _field.Enter(r, a);
            return r;
        }

        // The x coordinate is taken modulo the order, which is a little below the field's modulus.
        private bool HasHigherX()
        {
            uint[] higher = new uint[Modulus.Words];
            ulong carry = 0;
            for (int i = 0; i < Modulus.Words; i++)
            {
                carry += (ulong)_r[i] + N[i];
                higher[i] = (uint)carry;
                carry >>= 32;
            }

            return carry == 0 && _field.IsReduced(higher) && _sum.HasX(Entered(higher));
        }

        // y² = x³ - 3x + b, or the key is no point of the curve.
        private bool ReadKey(byte[] key)
        {
            if (key == null || key.Length != KeySize) return false;
            uint[] x = Modulus.Read(key, 0);
            uint[] y = Modulus.Read(key, 32);
            if (!_field.IsReduced(x) || !_field.IsReduced(y)) return false;
            _qx = Entered(x);
            _qy = Entered(y);
            uint[] left = new uint[Modulus.Words];
            uint[] right = new uint[Modulus.Words];
            _field.Multiply(left, _qy, _qy);
            _field.Multiply(right, _qx, _qx);
            _field.Multiply(right, right, _qx);
            for (int i = 0; i < 3; i++) _field.Subtract(right, right, _qx);
            _field.Add(right, right, Entered(B));
            return Modulus.AreEqual(left, right);
        }
    }
}
