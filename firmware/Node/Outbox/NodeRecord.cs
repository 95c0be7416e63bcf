namespace SmartCity.Node.Outbox
{
    /// <summary>What a record of the node's log says.</summary>
    internal enum NodeRecordKind
    {
        /// <summary>First of a file; A: the file's generation, B: how many records were written with it.</summary>
        Generation = 1,

        /// <summary>A boot began.</summary>
        Boot,

        /// <summary>The boot ended on purpose.</summary>
        Clean,

        /// <summary>The boot came to know the time; A: Unix minus monotonic milliseconds.</summary>
        Anchor,

        /// <summary>Packs were dropped; A: from, to; B: packs, readings.</summary>
        Loss,

        /// <summary>The first A ranges of the losses were reported and the report acknowledged.</summary>
        Reported,
    }

    /// <summary>One record of fixed size: kind (1), boot (4), A (8), B (8), CRC-32 (4).</summary>
    internal static class NodeRecord
    {
        public const int Size = 25;

        public static void Put(byte[] b, int at, NodeRecordKind kind, uint boot, long a, long c)
        {
            b[at] = (byte)kind;
            Bytes.Put(b, at + 1, boot, 4);
            Bytes.Put(b, at + 5, a, 8);
            Bytes.Put(b, at + 13, c, 8);
            Bytes.Put(b, at + 21, Crc32.Of(b, at, 21), 4);
        }

        public static bool IsWhole(byte[] b, int at)
        {
            return (uint)Bytes.Get(b, at + 21, 4) == Crc32.Of(b, at, 21);
        }

        public static NodeRecordKind Kind(byte[] b, int at)
        {
            return (NodeRecordKind)b[at];
        }

        public static uint Boot(byte[] b, int at)
        {
            return (uint)Bytes.Get(b, at + 1, 4);
        }

        public static long A(byte[] b, int at)
        {
            return Bytes.Get(b, at + 5, 8);
        }

        public static long B(byte[] b, int at)
        {
            return Bytes.Get(b, at + 13, 8);
        }

        public static void PutLoss(byte[] b, int at, LossRange r)
        {
            Put(b, at, NodeRecordKind.Loss, r.Boot, r.From | ((long)r.To << 32), (uint)r.Packs | ((long)r.Readings << 32));
        }

        public static LossRange Loss(byte[] b, int at)
        {
            LossRange r = new LossRange();
            r.Boot = Boot(b, at);
            r.From = (uint)A(b, at);
            r.To = (uint)(A(b, at) >> 32);
            r.Packs = (int)B(b, at);
            r.Readings = (int)(B(b, at) >> 32);
            return r;
        }
    }
}
