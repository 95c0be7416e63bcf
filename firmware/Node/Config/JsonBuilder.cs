using System.Text;

namespace SmartCity.Node.Config
{
    /// <summary>
    /// Writes one JSON text into a buffer of its own, again and again. What does not fit is cut off and
    /// <see cref="Overflowed"/> says so: the caller then sends a shorter text rather than a broken one.
    /// </summary>
    public sealed class JsonBuilder
    {
        private readonly byte[] _buffer;
        private int _length;
        private bool _first;

        public JsonBuilder(int capacity)
        {
            _buffer = new byte[capacity];
        }

        public byte[] Buffer
        {
            get { return _buffer; }
        }

        public int Length
        {
            get { return _length; }
        }

        public bool Overflowed { get; private set; }

        public void Reset()
        {
            _length = 0;
            _first = true;
            Overflowed = false;
        }

        public JsonBuilder Open(char bracket)
        {
            Separate();
            Put((byte)bracket);
            _first = true;
            return this;
        }

        public JsonBuilder Close(char bracket)
        {
            Put((byte)bracket);
            _first = false;
            return this;
        }

        /// <summary>The name of the next value.</summary>
        public JsonBuilder Name(string name)
        {
            Separate();
            Quoted(name);
            Put((byte)':');
            _first = true;
            return this;
        }

        public JsonBuilder Text(string value)
        {
            Separate();
            if (value == null) Raw("null");
            else Quoted(value);
            return this;
        }

        public JsonBuilder Whole(long value)
        {
            Separate();
            Raw(value.ToString());
            return this;
        }

        public JsonBuilder Flag(bool value)
        {
            Separate();
            Raw(value ? "true" : "false");
            return this;
        }

        /// <summary>A value that is JSON already.</summary>
        public JsonBuilder Json(string value)
        {
            Separate();
            Raw(value);
            return this;
        }

        public override string ToString()
        {
            return Encoding.UTF8.GetString(_buffer, 0, _length);
        }

        private void Separate()
        {
            if (!_first) Put((byte)',');
            _first = false;
        }

        private void Quoted(string text)
        {
            Put((byte)'"');
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < bytes.Length; i++)
            {
                byte c = bytes[i];
                if (c == '"' || c == '\\') Put((byte)'\\');
                Put(c < ' ' ? (byte)' ' : c);
            }

            Put((byte)'"');
        }

        private void Raw(string ascii)
        {
            for (int i = 0; i < ascii.Length; i++) Put((byte)ascii[i]);
        }

        private void Put(byte b)
        {
            if (_length < _buffer.Length) _buffer[_length++] = b;
            else Overflowed = true;
        }
    }
}
