using System;
using System.IO;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Esp32.Storage
{
    /// <summary>
    /// The internal littlefs partition. Every call opens, works and closes, because only a closed file is on the flash
    /// (<c>Flush</c> does not sync); whatever the file system throws is the answer "not done".
    /// </summary>
    internal sealed class LittleFsFlash : IFlash
    {
        private const string Root = "I:\\";

        public string[] List()
        {
            try
            {
                string[] paths = Directory.GetFiles(Root);
                for (int i = 0; i < paths.Length; i++) paths[i] = Path.GetFileName(paths[i]);
                return paths;
            }
            catch (Exception)
            {
                return new string[0];
            }
        }

        public int Length(string name)
        {
            FileStream file = null;
            try
            {
                if (!File.Exists(Root + name)) return -1;
                file = new FileStream(Root + name, FileMode.Open, FileAccess.Read);
                return (int)file.Length;
            }
            catch (Exception)
            {
                return -1;
            }
            finally
            {
                Close(file);
            }
        }

        public int Read(string name, int fileOffset, byte[] buffer, int offset, int count)
        {
            FileStream file = null;
            try
            {
                if (!File.Exists(Root + name)) return -1;
                file = new FileStream(Root + name, FileMode.Open, FileAccess.Read);
                if (fileOffset >= file.Length) return 0;
                if (fileOffset > 0) file.Seek(fileOffset, SeekOrigin.Begin);
                int read = 0;
                while (read < count)
                {
                    int more = file.Read(buffer, offset + read, count - read);
                    if (more <= 0) break;
                    read += more;
                }

                return read;
            }
            catch (Exception)
            {
                return -1;
            }
            finally
            {
                Close(file);
            }
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            return Put(name, FileMode.Create, buffer, offset, count);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            return Put(name, FileMode.Append, buffer, offset, count);
        }

        public void Delete(string name)
        {
            try
            {
                File.Delete(Root + name);
            }
            catch (Exception)
            {
                // What could not be removed is found again at the next mount.
            }
        }

        private static bool Put(string name, FileMode mode, byte[] buffer, int offset, int count)
        {
            FileStream file = null;
            try
            {
                file = new FileStream(Root + name, mode, FileAccess.Write);
                file.Write(buffer, offset, count);
            }
            catch (Exception)
            {
                Close(file);
                return false;
            }

            return Close(file);
        }

        private static bool Close(FileStream file)
        {
            try
            {
                if (file != null) file.Close();
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
