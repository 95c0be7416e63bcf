using System.Collections;
using System.Text;

namespace SmartCity.Node.Config
{
    /// <summary>
    /// Reads one JSON text (RFC 8259) into <see cref="Hashtable"/>, <see cref="ArrayList"/>, <c>long</c>, <c>double</c>,
    /// <c>string</c> and <c>bool</c>. Bounded in bytes and depth; any bytes give a value or an error, never an exception.
    /// A member that is <c>null</c> is left out, as if it had not been written.
    /// </summary>
    public sealed class JsonReader
    {
        /// <summary>Bytes of one text at most; a configuration with 60 channels takes some 6,000.</summary>
        public const int MaxBytes = 16384;

        private const int MaxDepth = 6;

        private readonly byte[] _text;
        private readonly int _length;
        private int _at;

        private JsonReader(byte[] text, int length)
        {
            _text = text;
            _length = length;
        }

        /// <summary>What is wrong with the text as <c>reason at byte offset</c>; null when nothing is.</summary>
        public string Error { get; private set; }

        /// <summary>Reads the first <paramref name="length"/> bytes; returns null and an error when they are not one JSON object.</summary>
        public static Hashtable ReadObject(byte[] text, int length, out string error)
        {
            if (length > MaxBytes)
            {
                error = "longer than " + MaxBytes.ToString() + " bytes";
                return null;
            }

            JsonReader reader = new JsonReader(text, length);
            object value = reader.Value(0);
            if (reader.Error == null && !(value is Hashtable)) reader.Fail("not an object");
            reader.SkipSpace();
            if (reader.Error == null && reader._at != length) reader.Fail("text after the end");
            error = reader.Error;
            return error == null ? (Hashtable)value : null;
        }

        private object Value(int depth)
        {
            if (depth > MaxDepth) return Fail("nested too deep");
            SkipSpace();
            int c = Peek();
            if (c == '{') return Members(depth);
            if (c == '[') return Items(depth);
            if (c == '"') return Text();
            if (c == '-' || (c >= '0' && c <= '9')) return Number();
            if (Word("true")) return true;
            if (Word("false")) return false;
            if (Word("null")) return null;
            return Fail(c < 0 ? "ends too early" : "not a value");
        }

        private object Members(int depth)
        {
            Hashtable members = new Hashtable();
            _at++;
            SkipSpace();
            if (Take('}')) return members;
            while (true)
            {
                SkipSpace();
                if (Peek() != '"') return Fail("name expected");
                string name = Text();
                if (Error != null) return null;
                if (members.Contains(name)) return Fail("name twice");
                SkipSpace();
                if (!Take(':')) return Fail("':' expected");
                object value = Value(depth + 1);
                if (Error != null) return null;
                if (value != null) members[name] = value;
                SkipSpace();
                if (Take(',')) continue;
                return Take('}') ? members : Fail("',' or '}' expected");
            }
        }

        private object Items(int depth)
        {
            ArrayList items = new ArrayList();
            _at++;
            SkipSpace();
            if (Take(']')) return items;
            while (true)
            {
                object value = Value(depth + 1);
                if (Error != null) return null;
                if (value == null) return Fail("null in a list");
                items.Add(value);
                SkipSpace();
                if (Take(',')) continue;
                return Take(']') ? items : Fail("',' or ']' expected");
            }
        }

        private string Text()
        {
            int start = ++_at;
            byte[] bytes = new byte[ClosingQuote(start) - start];
            int n = 0;
            while (_at < _length)
            {
                int c = _text[_at++];
                if (c == '"')
                {
                    if (Utf8.IsValid(bytes, n)) return Encoding.UTF8.GetString(bytes, 0, n);
                    Fail("not UTF-8");
                    return null;
                }

                if (c < ' ') break;
                if (c == '\\')
                {
                    n = Escape(bytes, n);
                    if (Error != null) return null;
                }
                else
                {
                    bytes[n++] = (byte)c;
                }
            }

            Fail("text not closed");
            return null;
        }

        // Where the text ends at most: escapes only ever get shorter.
        private int ClosingQuote(int from)
        {
            int i = from;
            while (i < _length && _text[i] != '"') i += _text[i] == '\\' ? 2 : 1;
            return i < _length ? i : _length;
        }

        private int Escape(byte[] bytes, int n)
        {
            int c = Peek();
            _at++;
            int code = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f'
                : c == '"' || c == '\\' || c == '/' ? c : c == 'u' ? Hex4() : -1;
            if (code < 0 || (code >= 0xd800 && code < 0xe000))
            {
                // Surrogate pairs are refused too: UTF-8 says the same in the open.
                Fail("escape not known");
                return n;
            }

            return Utf8.Put(bytes, n, code);
        }

        private int Hex4()
        {
            int code = 0;
            for (int i = 0; i < 4; i++)
            {
                int c = Peek();
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
                if (digit < 0) return -1;
                code = (code << 4) | digit;
                _at++;
            }

            return code;
        }

        private object Number()
        {
            int start = _at;
            object value = JsonNumber.Read(_text, _length, ref _at);
            if (value != null) return value;
            _at = start;
            return Fail("not a number");
        }

        private bool Word(string word)
        {
            if (_at + word.Length > _length) return false;
            for (int i = 0; i < word.Length; i++)
            {
                if (_text[_at + i] != word[i]) return false;
            }

            _at += word.Length;
            return true;
        }

        private bool Take(char c)
        {
            if (Peek() != c) return false;
            _at++;
            return true;
        }

        private int Peek()
        {
            return _at < _length ? _text[_at] : -1;
        }

        private void SkipSpace()
        {
            while (_at < _length && (_text[_at] == ' ' || _text[_at] == '\n' || _text[_at] == '\r' || _text[_at] == '\t')) _at++;
        }

        private object Fail(string reason)
        {
            if (Error == null) Error = reason + " at byte " + _at.ToString();
            return null;
        }
    }
}
