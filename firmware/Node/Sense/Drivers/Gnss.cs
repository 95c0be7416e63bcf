using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A GNSS receiver that talks NMEA once a second: <c>lat</c> and <c>lon</c> in degrees (WGS 84, north and east
    /// positive), <c>alt</c> in m above mean sea level, <c>sats</c>, <c>hdop</c>, and <c>time</c> in Unix seconds.
    /// Source: NMEA 0183 v4.11, GGA and RMC; u-blox M8 protocol specification §31.2.4 and §31.2.16.
    /// </summary>
    public sealed class Gnss : ISensor
    {
        public const int Baud = 9600;
        private const int ListenMs = 1300;
        private const int Lat = 0, Lon = 1, Alt = 2, Sats = 3, Hdop = 4, Time = 5, Count = 6;
        private readonly ISerialLine _line;
        private readonly NmeaSentence _sentence = new NmeaSentence();
        private readonly byte[] _chunk = new byte[64];

        public Gnss(ISerialLine line)
        {
            _line = line;
        }

        public string[] Quantities { get; } = { "lat", "lon", "alt", "sats", "hdop", "time" };

        /// <summary>Throws away what came before: the position read is one of the second that follows.</summary>
        public int Start()
        {
            while (_line.Read(_chunk, 0, _chunk.Length) > 0)
            {
            }

            _sentence.Reset();
            return ListenMs;
        }

        public void Read(SensorValue[] values)
        {
            bool heard = false;
            Slots.Fail(values, Count, MissingReason.NoFix);
            int count;
            while ((count = _line.Read(_chunk, 0, _chunk.Length)) > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    if (!_sentence.Accept(_chunk[i])) continue;
                    heard = true;
                    if (_sentence.Is("GGA")) TakePosition(values);
                    else if (_sentence.Is("RMC")) TakeTime(values[Time]);
                }
            }

            if (!heard) Slots.Fail(values, Count, _sentence.Broken ? MissingReason.Crc : MissingReason.Timeout);
        }

        // $--GGA,hhmmss.ss,ddmm.mm,N,dddmm.mm,E,quality,sats,hdop,alt,M,…
        private void TakePosition(SensorValue[] values)
        {
            Take(7, values[Sats]);
            double quality;
            if (!_sentence.Number(6, out quality) || quality == 0) return;
            Degrees(2, 3, 'S', values[Lat], 90);
            Degrees(4, 5, 'W', values[Lon], 180);
            Take(8, values[Hdop]);
            Take(9, values[Alt]);
        }

        // $--RMC,hhmmss.ss,A,…,ddmmyy (field 9),…; a receiver that is not sure says V.
        private void TakeTime(SensorValue slot)
        {
            double time;
            double date;
            if (_sentence.First(2) != 'A' || !_sentence.Number(1, out time) || !_sentence.Number(9, out date)) return;
            int clock = (int)time;
            int day = (int)date;
            long seconds = UnixTime.ToSeconds(
                2000 + (day % 100), day / 100 % 100, day / 10000, clock / 10000, clock / 100 % 100, clock % 100);
            if (seconds >= 0) slot.Set(seconds + (time - clock));
        }

        private void Take(int field, SensorValue slot)
        {
            double value;
            if (_sentence.Number(field, out value)) slot.Set(value);
        }

        private void Degrees(int field, int side, char negative, SensorValue slot, double limit)
        {
            double value;
            if (!_sentence.Number(field, out value)) return;
            int whole = (int)(value / 100);
            double degrees = whole + ((value - (whole * 100)) / 60);
            Slots.SetWithin(slot, _sentence.First(side) == negative ? -degrees : degrees, -limit, limit);
        }
    }
}
