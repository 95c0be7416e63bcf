namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// One file of packs of a lane, and beside it the file of its trim marks. A mark is the offset of an acknowledged entry (2)
    /// and a check (1). Once every entry is settled the segment goes first, then the marks, so that marks are never missing
    /// while packs are there.
    /// </summary>
    internal sealed class SegmentFile
    {
        private const int MarkBytes = 3;
        private const string MarkSuffix = "a";

        public readonly uint Number;
        public readonly string Name;

        /// <summary>Bytes of the file.</summary>
        public int Length;

        /// <summary>Entries that were put in.</summary>
        public int Entries;

        /// <summary>Entries that are neither acknowledged nor dropped.</summary>
        public int Live;

        public SegmentFile(string prefix, uint number)
        {
            Number = number;
            Name = prefix + Hex(number);
        }

        /// <summary>The number in the name of a segment or of its marks; false for any other name.</summary>
        public static bool TryNumber(string name, string prefix, out uint number, out bool isMarks)
        {
            number = 0;
            isMarks = name.Length == prefix.Length + 9 && name.EndsWith(MarkSuffix);
            if (name.Length != prefix.Length + 8 && !isMarks) return false;
            if (!name.StartsWith(prefix)) return false;
            for (int i = prefix.Length; i < prefix.Length + 8; i++)
            {
                int c = name[i];
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
                if (digit < 0) return false;
                number = (number << 4) | (uint)digit;
            }

            return true;
        }

        /// <summary>Appends the mark of the entry at that offset; returns the bytes written.</summary>
        public int Mark(IFlash flash, int offset)
        {
            byte[] mark = new byte[MarkBytes];
            Bytes.Put(mark, 0, offset, 2);
            mark[2] = Check(mark);
            flash.Append(Name + MarkSuffix, mark, 0, MarkBytes);
            return MarkBytes;
        }

        /// <summary>Offsets that are marked; a torn last mark is not one.</summary>
        public int[] ReadMarks(IFlash flash)
        {
            int length = flash.Length(Name + MarkSuffix);
            int[] offsets = new int[length < 0 ? 0 : length / MarkBytes];
            byte[] mark = new byte[MarkBytes];
            for (int i = 0; i < offsets.Length; i++)
            {
                bool whole = flash.Read(Name + MarkSuffix, i * MarkBytes, mark, 0, MarkBytes) == MarkBytes && mark[2] == Check(mark);
                offsets[i] = whole ? (int)Bytes.Get(mark, 0, 2) : -1;
            }

            return offsets;
        }

        public void Delete(IFlash flash)
        {
            flash.Delete(Name);
            flash.Delete(Name + MarkSuffix);
        }

        private static byte Check(byte[] mark)
        {
            return (byte)((mark[0] * 31) ^ mark[1] ^ 0x5a);
        }

        private static string Hex(uint value)
        {
            char[] text = new char[8];
            for (int i = 7; i >= 0; i--, value >>= 4) text[i] = "0123456789abcdef"[(int)(value & 15)];
            return new string(text);
        }
    }
}
