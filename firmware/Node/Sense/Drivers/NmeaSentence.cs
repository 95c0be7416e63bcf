namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// One NMEA 0183 sentence, taken byte by byte: <c>$</c>, fields, <c>*</c>, XOR of what lies between in two hex
    /// digits (NMEA 0183 v4.11 §5.3; at most 82 characters). Fields are read where they lie, without strings.
    /// </summary>
    public sealed class NmeaSentence
    {
        private readonly byte[] _text = new byte[96];
        private int _length;
        private bool _open;

        /// <summary>True once a line with a wrong checksum has been seen; cleared by <see cref="Reset"/>.</summary>
        public bool Broken { get; private set; }

        public void Reset()
        {
            _open = false;
            Broken = false;
        }

        /// <summary>True when this byte completes a sentence whose checksum holds; it can be read until the next byte.</summary>
        public bool Accept(byte value)
        {
            if (value == '$')
            {
                _open = true;
                _length = 0;
                return false;
            }

            if (!_open) return false;
            if (value == '\r' || value == '\n')
            {
                _open = false;
                bool sound = IsSound();
                if (!sound) Broken = true;
                return sound;
            }

            if (_length == _text.Length) _open = false;
            else _text[_length++] = value;
            return false;
        }

        /// <summary>True for a sentence of that formatter (<c>GGA</c>) from any talker (<c>GP</c>, <c>GN</c>, <c>BD</c>).</summary>
        public bool Is(string formatter)
        {
            return _length > 5 && _text[2] == formatter[0] && _text[3] == formatter[1] && _text[4] == formatter[2] && _text[5] == ',';
        }

        /// <summary>First character of a field, 0 for an empty one. Field 0 is the address.</summary>
        public char First(int field)
        {
            int at = Begin(field);
            return IsEnd(at) ? '\0' : (char)_text[at];
        }

        /// <summary>A number; false for an empty or broken field.</summary>
        public bool Number(int field, out double value)
        {
            value = 0;
            int at = Begin(field);
            bool negative = !IsEnd(at) && _text[at] == '-';
            if (negative) at++;
            if (IsEnd(at)) return false;
            double weight = 0;
            for (; !IsEnd(at); at++)
            {
                if (_text[at] == '.' && weight == 0) weight = 1;
                else if (_text[at] < '0' || _text[at] > '9') return false;
                else
                {
                    value = (value * 10) + (_text[at] - '0');
                    weight *= 10;
                }
            }

            if (weight > 1) value /= weight;
            if (negative) value = -value;
            return true;
        }

        private bool IsEnd(int at)
        {
            return at >= _length || _text[at] == ',' || _text[at] == '*';
        }

        private int Begin(int field)
        {
            int at = 0;
            while (field > 0 && at < _length)
            {
                if (_text[at++] == ',') field--;
            }

            return at;
        }

        private bool IsSound()
        {
            if (_length < 4 || _text[_length - 3] != '*') return false;
            int sum = 0;
            for (int i = 0; i < _length - 3; i++) sum ^= _text[i];
            return sum == (Hex(_text[_length - 2]) << 4 | Hex(_text[_length - 1]));
        }

        private static int Hex(byte c)
        {
            return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0xff;
        }
    }
}
