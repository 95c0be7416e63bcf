using SmartCity.Node.Outbox;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// One of the two places for a program: <c>app.0</c> or <c>app.1</c> holds a package, <c>app.0.m</c> or <c>app.1.m</c> what
    /// became of it, a byte a mark. The marks are deleted before the first byte of a new package is written and come back
    /// only when the whole of it was read from the flash and found signed, so a slot with its mark is one whole version.
    /// </summary>
    public sealed class UpdateSlot
    {
        private const byte MarkSound = (byte)'V';
        private const byte MarkTried = (byte)'T';
        private const byte MarkConfirmed = (byte)'C';
        private const byte MarkRolledBack = (byte)'R';
        private const int MaxMarks = 16;

        private readonly IFlash _flash;
        private readonly string _marks;

        public UpdateSlot(IFlash flash, int index)
        {
            _flash = flash;
            Index = index;
            File = "app." + index.ToString();
            _marks = File + ".m";
        }

        public int Index { get; }

        public string File { get; }

        /// <summary>The package that is there, whole or in part; null when there is none.</summary>
        public UpdateHeader Header { get; private set; }

        /// <summary>Bytes of the image that are there.</summary>
        public int Received { get; private set; }

        public bool IsSound { get; private set; }

        public bool IsConfirmed { get; private set; }

        public bool IsRolledBack { get; private set; }

        /// <summary>Boots of it that nobody has confirmed.</summary>
        public int Tries { get; private set; }

        /// <summary>True for a program that may be started.</summary>
        public bool IsBootable
        {
            get { return IsSound && !IsRolledBack; }
        }

        /// <summary>Reads what is there.</summary>
        public void Load()
        {
            Header = null;
            Received = 0;
            IsSound = IsConfirmed = IsRolledBack = false;
            Tries = 0;
            int length = _flash.Length(File);
            if (length < UpdateHeader.Size) return;
            byte[] head = new byte[UpdateHeader.Size];
            if (_flash.Read(File, 0, head, 0, head.Length) != head.Length) return;
            Header = UpdateHeader.Read(head);
            if (Header == null) return;
            Received = length - UpdateHeader.Size;
            byte[] marks = new byte[MaxMarks];
            int read = _flash.Read(_marks, 0, marks, 0, marks.Length);
            for (int i = 0; i < read; i++) Note(marks[i]);
            if (Received != Header.ImageBytes) IsSound = false;
        }

        /// <summary>Makes room for another package; false when the flash refused.</summary>
        public bool Begin(UpdateHeader header)
        {
            _flash.Delete(_marks);
            bool written = _flash.Write(File, header.Raw, 0, UpdateHeader.Size);
            Load();
            return written && Header != null;
        }

        /// <summary>Deletes what is there.</summary>
        public void Forget()
        {
            _flash.Delete(_marks);
            _flash.Delete(File);
            Load();
        }

        public bool Append(byte[] bytes)
        {
            if (!_flash.Append(File, bytes, 0, bytes.Length)) return false;
            Received += bytes.Length;
            return true;
        }

        /// <summary>Reads bytes of the image.</summary>
        public int Read(int offset, byte[] buffer, int count)
        {
            return _flash.Read(File, UpdateHeader.Size + offset, buffer, 0, count);
        }

        public bool MarkAsSound()
        {
            return Mark(MarkSound);
        }

        public bool MarkAsTried()
        {
            return Mark(MarkTried);
        }

        public bool MarkAsConfirmed()
        {
            return Mark(MarkConfirmed);
        }

        public bool MarkAsRolledBack()
        {
            return Mark(MarkRolledBack);
        }

        private bool Mark(byte mark)
        {
            if (!_flash.Append(_marks, new byte[] { mark }, 0, 1)) return false;
            Note(mark);
            return true;
        }

        private void Note(byte mark)
        {
            if (mark == MarkSound) IsSound = true;
            if (mark == MarkTried) Tries++;
            if (mark == MarkConfirmed) IsConfirmed = true;
            if (mark == MarkRolledBack) IsRolledBack = true;
        }
    }
}
