#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System.Text;
    using SmartCity.Wire;

    /// <summary>A writer and the pack that comes of it.</summary>
    public sealed class PackBench
    {
        public const string Name = "urn:dev:mac:246f28fffe010203:";

        private readonly byte[] _body = new byte[WireLimits.MaxPackBytes];
        private readonly byte[] _pack = new byte[WireLimits.MaxPackBytes];
        private readonly PackFormat _format;

        public PackBench(PackFormat format)
        {
            _format = format;
            Writer = new PackWriter(_body, PackHeader.BodyLimit(Name), format);
        }

        public PackWriter Writer { get; }

        /// <summary>Length of the last pack.</summary>
        public int Length { get; private set; }

        public byte[] Compose(ClockState clock, long baseMs, uint boot, uint seq)
        {
            Length = PackHeader.Compose(_pack, _format, Name, clock, baseMs, boot, seq, _body, 0, Writer.Length, Writer.Count);
            return _pack;
        }

        public string Hex(ClockState clock, long baseMs, uint boot, uint seq)
        {
            return HexText.Of(Compose(clock, baseMs, boot, seq), Length);
        }

        public string Text(ClockState clock, long baseMs, uint boot, uint seq)
        {
            return Encoding.UTF8.GetString(Compose(clock, baseMs, boot, seq), 0, Length);
        }
    }
}
