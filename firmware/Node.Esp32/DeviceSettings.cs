using System.Collections;
using SmartCity.Node.Config;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Esp32
{
    /// <summary>
    /// What the device itself needs of the configuration before the node reads it: which board it is, the access point, and
    /// the broker's host as the server for the time. Everything is empty when there is no sound file.
    /// </summary>
    internal sealed class DeviceSettings
    {
        /// <summary>Index into <see cref="Boards"/>, -1 for a board that is not known.</summary>
        public int Board = -1;
        public string Ssid = "";
        public string Password = "";
        public string Host = "";

        public static DeviceSettings Read(IFlash flash)
        {
            DeviceSettings settings = new DeviceSettings();
            int length = flash.Length(NodeApp.ConfigFile);
            if (length <= 0 || length > JsonReader.MaxBytes) return settings;
            byte[] text = new byte[length];
            string error;
            Hashtable root = JsonReader.ReadObject(text, flash.Read(NodeApp.ConfigFile, 0, text, 0, length), out error);
            if (root == null) return settings;
            Hashtable wifi = root["wifi"] as Hashtable;
            Hashtable broker = root["broker"] as Hashtable;
            settings.Board = Boards.Find(Text(root, "board"));
            settings.Ssid = Text(wifi, "ssid");
            settings.Password = Text(wifi, "password");
            settings.Host = Text(broker, "host");
            return settings;
        }

        private static string Text(Hashtable table, string key)
        {
            string text = table == null ? null : table[key] as string;
            return text == null ? "" : text;
        }
    }
}
