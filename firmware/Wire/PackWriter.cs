using System;

namespace SmartCity.Wire
{
    /// <summary>
    /// Builds the body of a pack in a buffer of the caller's: SenML records (RFC 8428) without the base fields, which
    /// <see cref="PackHeader"/> adds when the pack is sent. A pack can so wait in flash for days and still say,
    /// on the day it leaves, how old it is. Allocates nothing.
    /// </summary>
    /// <remarks>
    /// Times are offsets from the pack's base time, in milliseconds; values are mantissa × 10^exponent with an
    /// exponent of -9 to 0. An Add that would not fit returns false and leaves the body as it was.
    /// </remarks>
    public sealed class PackWriter
    {
        // Most bytes one record can take around its texts: fixed keys, braces, two 20-digit numbers.
        private const int RecordOverhead = 96;

        private readonly byte[] _buffer;
        private readonly PackFormat _format;
        private readonly int _limit;
        private readonly byte[] _record = new byte[RecordOverhead + WireLimits.MaxChannel + WireLimits.MaxText];
        private int _length;
        private int _count;

        /// <param name="buffer">Where the body goes.</param>
        /// <param name="limit">Bytes of the body at most, see <see cref="PackHeader.BodyLimit"/>.</param>
        /// <param name="format">CBOR or JSON.</param>
        public PackWriter(byte[] buffer, int limit, PackFormat format)
        {
            if (limit > buffer.Length) throw new ArgumentException("limit is above the buffer's length");
            _buffer = buffer;
            _limit = limit;
            _format = format;
        }

        /// <summary>Bytes written.</summary>
        public int Length
        {
            get { return _length; }
        }

        /// <summary>Records written.</summary>
        public int Count
        {
            get { return _count; }
        }

        public PackFormat Format
        {
            get { return _format; }
        }

        public void Reset()
        {
            _length = 0;
            _count = 0;
        }

        /// <summary>A number. <paramref name="quality"/> is a QARTOD flag, left out on the wire when good.</summary>
        public bool AddNumber(string channel, long mantissa, int exponent, long offsetMs, int quality)
        {
            CheckChannel(channel);
            if (exponent < Decimal10.MinExponent || exponent > 0) throw new ArgumentException("exponent must be -9 to 0");
            int at = Begin(channel, 2, offsetMs, quality);
            at = _format == PackFormat.Cbor
                ? CborWriter.Number(_record, CborWriter.Int(_record, at, SenmlLabel.Value), mantissa, exponent)
                : JsonWriter.Number(_record, JsonWriter.Key(_record, JsonComma(at), "v"), mantissa, exponent);
            return End(at, offsetMs, quality);
        }

        /// <summary>A state in words, such as <c>open</c>.</summary>
        public bool AddText(string channel, string text, long offsetMs, int quality)
        {
            CheckChannel(channel);
            CheckText(text);
            int at = Begin(channel, 2, offsetMs, quality);
            at = _format == PackFormat.Cbor
                ? CborWriter.Ascii(_record, CborWriter.Int(_record, at, SenmlLabel.StringValue), text)
                : JsonWriter.Quoted(_record, JsonWriter.Key(_record, JsonComma(at), "vs"), text);
            return End(at, offsetMs, quality);
        }

        /// <summary>A two-valued state, such as a door contact.</summary>
        public bool AddBool(string channel, bool value, long offsetMs, int quality)
        {
            CheckChannel(channel);
            int at = Begin(channel, 2, offsetMs, quality);
            at = _format == PackFormat.Cbor
                ? CborWriter.Bool(_record, CborWriter.Int(_record, at, SenmlLabel.BooleanValue), value)
                : JsonWriter.Raw(_record, JsonWriter.Key(_record, JsonComma(at), "vb"), value ? "true" : "false");
            return End(at, offsetMs, quality);
        }

        /// <summary>A reading that could not be had, with its reason (<see cref="MissingReason"/>).</summary>
        public bool AddMissing(string channel, string reason, long offsetMs)
        {
            return AddText(channel, reason, offsetMs, Quality.Missing);
        }

        private int Begin(string channel, int fields, long offsetMs, int quality)
        {
            if (!Quality.IsFlag(quality)) throw new ArgumentException("not a QARTOD flag");
            if (offsetMs != 0) fields++;
            if (quality != Quality.Good) fields++;
            if (_format == PackFormat.Cbor)
            {
                _record[0] = (byte)(0xa0 | fields);
                return CborWriter.Ascii(_record, CborWriter.Int(_record, 1, SenmlLabel.Name), channel);
            }

            _record[0] = (byte)'{';
            return JsonWriter.Quoted(_record, JsonWriter.Key(_record, 1, "n"), channel);
        }

        private bool End(int at, long offsetMs, int quality)
        {
            byte[] r = _record;
            if (_format == PackFormat.Cbor)
            {
                if (offsetMs != 0) at = CborWriter.Number(r, CborWriter.Int(r, at, SenmlLabel.Time), offsetMs, -3);
                if (quality != Quality.Good) at = CborWriter.Int(r, CborWriter.Ascii(r, at, SenmlLabel.Quality), quality);
            }
            else
            {
                if (offsetMs != 0) at = JsonWriter.Number(r, JsonWriter.Key(r, JsonComma(at), "t"), offsetMs, -3);
                if (quality != Quality.Good) at = JsonWriter.Number(r, JsonWriter.Key(r, JsonComma(at), SenmlLabel.Quality), quality, 0);
                r[at++] = (byte)'}';
            }

            int separator = _format == PackFormat.Json && _count > 0 ? 1 : 0;
            if (_count == WireLimits.MaxReadings || _length + separator + at > _limit) return false;
            if (separator != 0) _buffer[_length++] = (byte)',';
            Array.Copy(r, 0, _buffer, _length, at);
            _length += at;
            _count++;
            return true;
        }

        private int JsonComma(int at)
        {
            _record[at] = (byte)',';
            return at + 1;
        }

        private static void CheckChannel(string channel)
        {
            if (!ChannelName.IsValid(channel)) throw new ArgumentException("channel name is not [A-Za-z0-9][A-Za-z0-9_.:/-]{0,11}");
        }

        private static void CheckText(string text)
        {
            if (!ChannelName.IsPlainText(text)) throw new ArgumentException("text is not 1 to 32 printable ASCII characters without quotes");
        }
    }
}
