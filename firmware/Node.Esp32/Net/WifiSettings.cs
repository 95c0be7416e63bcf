using System.Collections;
using SmartCity.Node.Config;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Esp32.Net
{
    /// <summary>
    /// What the device itself needs of the configuration before the node reads it: the access point, and the broker's host
    /// as the server for the time. Everything is empty when there is no sound file.
    /// </summary>
    internal sealed class WifiSettings
    {
        public string Ssid = "";
        public string Password = "";
        public string Host = "";

        public static WifiSettings Read(IFlash flash)
        {
            WifiSettings settings = new WifiSettings();
            int length = flash.Length(NodeApp.ConfigFile);
            if (length <= 0 || length > JsonReader.MaxBytes) return settings;
            byte[] text = new byte[length];
            string error;
            Hashtable root = JsonReader.ReadObject(text, flash.Read(NodeApp.ConfigFile, 0, text, 0, length), out error);
            if (root == null) return settings;
            Hashtable wifi = root["wifi"] as Hashtable;
            Hashtable broker = root["broker"] as Hashtable;
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
