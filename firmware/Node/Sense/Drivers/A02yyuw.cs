using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A02YYUW waterproof ultrasonic ranger, which talks on its own at 9,600 baud: <c>dist</c> in m and, over a known
    /// mounting height, <c>level</c>. Source: DFRobot SEN0311 wiki: frames FF, high, low, low 8 bits of the sum; 30 to
    /// 4,500 mm; a processed value takes up to 300 ms. FF 07 A1 A7 is 1,953 mm.
    /// </summary>
    public sealed class A02yyuw : ISensor
    {
        public const int Baud = 9600;
        private const int ListenMs = 400;
        private const int Header = 0xff;
        private readonly ISerialLine _line;
        private readonly LevelOutput _output;
        private readonly byte[] _chunk = new byte[32];
        private readonly byte[] _frame = new byte[4];

        public A02yyuw(ISerialLine line, LevelOutput output)
        {
            _line = line;
            _output = output;
        }

        public string[] Quantities
        {
            get { return _output.Quantities; }
        }

        /// <summary>Throws away what came before, so that the frame read is one of the time that follows.</summary>
        public int Start()
        {
            while (_line.Read(_chunk, 0, _chunk.Length) > 0)
            {
            }

            return ListenMs;
        }

        public void Read(SensorValue[] values)
        {
            int millimetres = -1;
            bool broken = false;
            int filled = 0;
            int count;
            while ((count = _line.Read(_chunk, 0, _chunk.Length)) > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    if (filled == 0 && _chunk[i] != Header) continue;
                    _frame[filled++] = _chunk[i];
                    if (filled < 4) continue;
                    filled = 0;
                    bool sound = (byte)(_frame[0] + _frame[1] + _frame[2]) == _frame[3];
                    if (sound) millimetres = (_frame[1] << 8) | _frame[2];
                    else broken = true;
                }
            }

            if (millimetres >= 0) _output.Set(values, millimetres / 1000.0, 0.03, 4.5);
            else Slots.Fail(values, Quantities.Length, broken ? MissingReason.Crc : MissingReason.Timeout);
        }
    }
}
