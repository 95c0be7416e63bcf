using System.Text;
using SmartCity.Node.Config;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Health
{
    /// <summary>What the owner of the node caught before it rebooted, kept for the next boot to report.</summary>
    public static class CrashRecord
    {
        private const string File = "crash.txt";
        private const int MaxBytes = 240;

        /// <summary>Writes the record; to be called from the outermost catch.</summary>
        public static void Write(IFlash flash, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            flash.Write(File, bytes, 0, bytes.Length < MaxBytes ? bytes.Length : MaxBytes);
        }

        /// <summary>The record of the boot before, or null.</summary>
        public static string Read(IFlash flash)
        {
            byte[] bytes = new byte[MaxBytes];
            int length = flash.Read(File, 0, bytes, 0, MaxBytes);
            while (length > 0 && !Utf8.IsValid(bytes, length)) length--;
            return length > 0 ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }

        /// <summary>The record has been reported.</summary>
        public static void Clear(IFlash flash)
        {
            flash.Delete(File);
        }
    }
}
