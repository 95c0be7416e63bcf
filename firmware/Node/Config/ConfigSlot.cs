using System;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Config
{
    /// <summary>What became of a desired configuration; each is one byte appended to its file.</summary>
    internal static class ConfigMark
    {
        /// <summary>The node was started with it before it was confirmed.</summary>
        public const byte Tried = (byte)'T';

        /// <summary>The broker was reached with it.</summary>
        public const byte Confirmed = (byte)'C';

        /// <summary>The broker was not reached with it in time.</summary>
        public const byte RolledBack = (byte)'R';
    }

    /// <summary>
    /// One of the two files that hold desired configurations: magic (1), generation (4), length (4), CRC-32 over generation,
    /// length and text (4), the text as it came, then marks of one byte each. A file that is not whole does not count.
    /// </summary>
    internal sealed class ConfigSlot
    {
        private const byte Magic = 0xc5;
        private const int HeaderBytes = 13;
        private const int MaxMarks = 8;

        private readonly IFlash _flash;
        private readonly string _name;

        public ConfigSlot(IFlash flash, int index)
        {
            _flash = flash;
            _name = "conf." + index.ToString();
        }

        /// <summary>0 when there is nothing.</summary>
        public uint Generation { get; private set; }

        public byte[] Text { get; private set; }

        public bool IsTried { get; private set; }

        public bool IsConfirmed { get; private set; }

        public bool IsRolledBack { get; private set; }

        /// <summary>True when this is a sound configuration that waits for the broker.</summary>
        public bool IsTrial
        {
            get { return Generation != 0 && !IsConfirmed && !IsRolledBack; }
        }

        public void Load()
        {
            Clear();
            byte[] header = new byte[HeaderBytes];
            if (_flash.Read(_name, 0, header, 0, HeaderBytes) != HeaderBytes || header[0] != Magic) return;
            long length = Bytes.Get(header, 5, 4);
            if (length > JsonReader.MaxBytes) return;
            byte[] file = new byte[HeaderBytes + (int)length + MaxMarks];
            int read = _flash.Read(_name, 0, file, 0, file.Length);
            int end = HeaderBytes + (int)length;
            if (read < end || (uint)Bytes.Get(file, 9, 4) != Check(file, (int)length)) return;

            Generation = (uint)Bytes.Get(file, 1, 4);
            Text = new byte[length];
            Array.Copy(file, HeaderBytes, Text, 0, (int)length);
            for (int i = end; i < read; i++) Note(file[i]);
        }

        /// <summary>Replaces what is there. False when the flash refused.</summary>
        public bool Store(uint generation, byte[] text)
        {
            Clear();
            byte[] file = new byte[HeaderBytes + text.Length];
            file[0] = Magic;
            Bytes.Put(file, 1, generation, 4);
            Bytes.Put(file, 5, text.Length, 4);
            Array.Copy(text, 0, file, HeaderBytes, text.Length);
            Bytes.Put(file, 9, Check(file, text.Length), 4);
            if (!_flash.Write(_name, file, 0, file.Length)) return false;
            Generation = generation;
            Text = text;
            return true;
        }

        public void Mark(byte mark)
        {
            _flash.Append(_name, new byte[] { mark }, 0, 1);
            Note(mark);
        }

        private void Note(byte mark)
        {
            if (mark == ConfigMark.Tried) IsTried = true;
            if (mark == ConfigMark.Confirmed) IsConfirmed = true;
            if (mark == ConfigMark.RolledBack) IsRolledBack = true;
        }

        private void Clear()
        {
            Generation = 0;
            Text = null;
            IsTried = false;
            IsConfirmed = false;
            IsRolledBack = false;
        }

        private static uint Check(byte[] file, int length)
        {
            return Crc32.Of(file, 1, 8) ^ Crc32.Of(file, HeaderBytes, length);
        }
    }
}
