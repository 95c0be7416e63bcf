#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System;
    using System.Collections;
    using System.Text;
    using SmartCity.Node.Outbox;

    /// <summary>
    /// Flash in memory. <see cref="CutAfter"/> takes the power away when so many more bytes (a deletion counts as one) have
    /// been changed: what was written stays, and the call throws <see cref="PowerCutException"/>.
    /// </summary>
    public sealed class BenchFlash : IFlash
    {
        private readonly Hashtable _files = new Hashtable();

        /// <summary>Bytes until the power goes; negative: never.</summary>
        public int CutAfter { get; set; } = -1;

        /// <summary>Bytes changed so far.</summary>
        public int Changed { get; private set; }

        /// <summary>Refuses to write.</summary>
        public bool IsBroken { get; set; }

        public string[] List()
        {
            string[] names = new string[_files.Count];
            _files.Keys.CopyTo(names, 0);
            return names;
        }

        public int Length(string name)
        {
            byte[] file = (byte[])_files[name];
            return file == null ? -1 : file.Length;
        }

        public int Read(string name, int fileOffset, byte[] buffer, int offset, int count)
        {
            byte[] file = (byte[])_files[name];
            if (file == null) return -1;
            int n = file.Length - fileOffset;
            if (n > count) n = count;
            if (n <= 0) return 0;
            Array.Copy(file, fileOffset, buffer, offset, n);
            return n;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            if (IsBroken) return false;
            return Put(name, new byte[0], buffer, offset, count);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            if (IsBroken) return false;
            byte[] file = (byte[])_files[name];
            return Put(name, file == null ? new byte[0] : file, buffer, offset, count);
        }

        public void Delete(string name)
        {
            if (!_files.Contains(name)) return;
            Spend(1);
            _files.Remove(name);
        }

        /// <summary>Puts a text file there, as a technician does.</summary>
        public void Place(string name, string text)
        {
            _files[name] = Encoding.UTF8.GetBytes(text);
        }

        /// <summary>The same files on a flash of their own, with the power on.</summary>
        public BenchFlash Copy()
        {
            BenchFlash copy = new BenchFlash();
            foreach (object name in _files.Keys) copy._files[name] = _files[name];
            return copy;
        }

        /// <summary>Changes one byte of a file behind the node's back.</summary>
        public void Damage(string name, int offset)
        {
            byte[] file = (byte[])((byte[])_files[name]).Clone();
            file[offset] ^= 0x10;
            _files[name] = file;
        }

        private bool Put(string name, byte[] before, byte[] buffer, int offset, int count)
        {
            bool cut = CutAfter >= 0 && CutAfter < count;
            int kept = cut ? CutAfter : count;
            byte[] file = new byte[before.Length + kept];
            Array.Copy(before, 0, file, 0, before.Length);
            Array.Copy(buffer, offset, file, before.Length, kept);
            _files[name] = file;
            Spend(count);
            return true;
        }

        private void Spend(int count)
        {
            if (CutAfter >= 0 && CutAfter < count)
            {
                Changed += CutAfter;
                CutAfter = 0;
                throw new PowerCutException();
            }

            Changed += count;
            if (CutAfter >= 0) CutAfter -= count;
        }
    }
}
