using SmartCity.Wire;

namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// One pack as it lies in a segment file, in a reusable buffer. Layout, little-endian: magic (1), body length (2),
    /// boot (4), seq (4), clock (1: 0 Unix, 1 monotonic), base time in ms (8), readings (1), format (1), body, CRC-32 over all
    /// before it (4).
    /// </summary>
    public sealed class PackEntry
    {
        public const int HeaderBytes = 22;
        public const int MaxBytes = HeaderBytes + WireLimits.MaxPackBytes + CrcBytes;

        private const int CrcBytes = 4;
        private const byte Magic = 0xa5;

        /// <summary>The whole entry; the body starts at <see cref="HeaderBytes"/> and may be written there in place.</summary>
        public readonly byte[] Buffer = new byte[MaxBytes];

        public uint Boot;
        public uint Seq;

        /// <summary>True when <see cref="BaseMs"/> is Unix time, false when it is this boot's monotonic time.</summary>
        public bool IsUnix;
        public long BaseMs;
        public int Count;
        public PackFormat Format;
        public int BodyLength;

        public int Length
        {
            get { return HeaderBytes + BodyLength + CrcBytes; }
        }

        /// <summary>Writes header and CRC around the body.</summary>
        public void Seal()
        {
            Buffer[0] = Magic;
            Bytes.Put(Buffer, 1, BodyLength, 2);
            Bytes.Put(Buffer, 3, Boot, 4);
            Bytes.Put(Buffer, 7, Seq, 4);
            Buffer[11] = (byte)(IsUnix ? 0 : 1);
            Bytes.Put(Buffer, 12, BaseMs, 8);
            Buffer[20] = (byte)Count;
            Buffer[21] = (byte)Format;
            int end = HeaderBytes + BodyLength;
            Bytes.Put(Buffer, end, Crc32.Of(Buffer, 0, end), CrcBytes);
        }

        /// <summary>Reads the entry at that place of a file. False when there is none that is whole.</summary>
        public bool Load(IFlash flash, string file, int offset)
        {
            if (flash.Read(file, offset, Buffer, 0, HeaderBytes) != HeaderBytes || Buffer[0] != Magic) return false;
            BodyLength = (int)Bytes.Get(Buffer, 1, 2);
            if (BodyLength > WireLimits.MaxPackBytes) return false;
            int rest = BodyLength + CrcBytes;
            if (flash.Read(file, offset + HeaderBytes, Buffer, HeaderBytes, rest) != rest) return false;
            int end = HeaderBytes + BodyLength;
            if ((uint)Bytes.Get(Buffer, end, CrcBytes) != Crc32.Of(Buffer, 0, end)) return false;

            Boot = (uint)Bytes.Get(Buffer, 3, 4);
            Seq = (uint)Bytes.Get(Buffer, 7, 4);
            IsUnix = Buffer[11] == 0;
            BaseMs = Bytes.Get(Buffer, 12, 8);
            Count = Buffer[20];
            Format = (PackFormat)Buffer[21];
            return true;
        }
    }
}
