using System.Collections;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Config
{
    /// <summary>Reads a JSON file from the flash.</summary>
    internal static class JsonFile
    {
        /// <summary>The file's object, or null with what is wrong.</summary>
        public static Hashtable Read(IFlash flash, string name, out string error)
        {
            int length = flash.Length(name);
            if (length < 0)
            {
                error = "no file " + name;
                return null;
            }

            if (length > JsonReader.MaxBytes)
            {
                error = name + " is longer than " + JsonReader.MaxBytes.ToString() + " bytes";
                return null;
            }

            byte[] text = new byte[length];
            if (flash.Read(name, 0, text, 0, length) == length) return JsonReader.ReadObject(text, length, out error);
            error = name + " cannot be read";
            return null;
        }
    }
}
