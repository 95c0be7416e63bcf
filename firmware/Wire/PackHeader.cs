using System;

namespace SmartCity.Wire
{
    /// <summary>What a pack's base time means at the moment it is sent.</summary>
    public enum ClockState
    {
        /// <summary>The node knows the time: <c>bt</c> is Unix time.</summary>
        Synchronised = 0,

        /// <summary>This boot does not know the time yet: <c>bt</c> is 0 or negative, relative to the sending.</summary>
        Relative = 1,

        /// <summary>The boot is over and never knew the time: no <c>bt</c>, but <c>"clk":0</c>; ordered by (boot, seq).</summary>
        Unknown = 2,
    }

    /// <summary>
    /// Turns a body of <see cref="PackWriter"/> into a pack by adding the base fields to its first record and the
    /// brackets of the array. Done at send time, because a relative time ages while the pack waits.
    /// </summary>
    public static class PackHeader
    {
        // [{"bn":"","bt":-9223372036854775.808,"boot":4294967295,"seq":4294967295,"clk":0,]
        private const int OverheadBytes = 88;

        /// <summary>Bytes a body may have so that its pack stays within <see cref="WireLimits.MaxPackBytes"/>.</summary>
        public static int BodyLimit(string baseName)
        {
            return WireLimits.MaxPackBytes - OverheadBytes - baseName.Length;
        }

        /// <summary>
        /// Writes the whole pack to <paramref name="target"/> (<see cref="WireLimits.MaxPackBytes"/> long) and returns its length.
        /// <paramref name="baseTimeMs"/>: Unix milliseconds, or minus the age in milliseconds when relative; unused when unknown.
        /// </summary>
        public static int Compose(
            byte[] target, PackFormat format, string baseName, ClockState clock, long baseTimeMs, uint boot, uint seq,
            byte[] body, int bodyOffset, int bodyLength, int count)
        {
            if (count < 1 || bodyLength < 2) throw new ArgumentException("a pack has at least one reading");
            bool timed = clock != ClockState.Unknown;
            int at = 0;
            if (format == PackFormat.Cbor)
            {
                // Definite up to 15 records, else indefinite with a break: the first byte is 0x8n or 0x9f.
                target[at++] = (byte)(count < 16 ? 0x80 | count : 0x9f);
                target[at++] = (byte)(body[bodyOffset] + 4);
                at = CborWriter.Ascii(target, CborWriter.Int(target, at, SenmlLabel.BaseName), baseName);
                if (timed) at = CborWriter.Number(target, CborWriter.Int(target, at, SenmlLabel.BaseTime), baseTimeMs, -3);
                at = CborWriter.Int(target, CborWriter.Ascii(target, at, SenmlLabel.Boot), boot);
                at = CborWriter.Int(target, CborWriter.Ascii(target, at, SenmlLabel.Seq), seq);
                if (!timed) at = CborWriter.Int(target, CborWriter.Ascii(target, at, SenmlLabel.Clock), 0);
            }
            else
            {
                at = JsonWriter.Raw(target, at, "[{");
                at = Comma(target, JsonWriter.Quoted(target, JsonWriter.Key(target, at, "bn"), baseName));
                if (timed) at = Comma(target, JsonWriter.Number(target, JsonWriter.Key(target, at, "bt"), baseTimeMs, -3));
                at = Comma(target, JsonWriter.Number(target, JsonWriter.Key(target, at, SenmlLabel.Boot), boot, 0));
                at = Comma(target, JsonWriter.Number(target, JsonWriter.Key(target, at, SenmlLabel.Seq), seq, 0));
                if (!timed) at = Comma(target, JsonWriter.Number(target, JsonWriter.Key(target, at, SenmlLabel.Clock), 0, 0));
            }

            Array.Copy(body, bodyOffset + 1, target, at, bodyLength - 1);
            at += bodyLength - 1;
            if (format == PackFormat.Json) target[at++] = (byte)']';
            else if (count >= 16) target[at++] = 0xff;
            return at;
        }

        private static int Comma(byte[] target, int at)
        {
            target[at] = (byte)',';
            return at + 1;
        }
    }
}
