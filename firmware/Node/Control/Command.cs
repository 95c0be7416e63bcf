using System.Collections;
using SmartCity.Node.Config;
using SmartCity.Wire;

namespace SmartCity.Node.Control
{
    /// <summary>One command as it came: <c>{"id":"…","cmd":"valve","name":"v1","state":"open","for":60}</c>.</summary>
    public sealed class Command
    {
        public string Id;
        public string Name;
        public Hashtable Fields;

        /// <summary>Reads a command. Null when it cannot even be answered, for it has no sound id; <paramref name="error"/> is then for the log.</summary>
        public static Command Read(byte[] text, out string error)
        {
            Hashtable fields = JsonReader.ReadObject(text, text.Length, out error);
            if (fields == null) return null;
            Command c = new Command();
            c.Fields = fields;
            c.Id = fields["id"] as string;
            string name = fields["cmd"] as string;
            c.Name = ChannelName.IsPlainText(name) ? name : "";
            if (ChannelName.IsPlainText(c.Id)) return c;
            error = "command without an id of 1 to 32 plain characters";
            return null;
        }

        public string Text(string key)
        {
            return Fields[key] as string;
        }

        /// <summary>Seconds under a key as milliseconds; 0 when there are none, -1 when they are not 0 to a day.</summary>
        public int Millis(string key)
        {
            if (!Fields.Contains(key)) return 0;
            object value = Fields[key];
            double seconds = value is long ? (long)value : value is double ? (double)value : -1;
            return seconds >= 0 && seconds <= 86400 ? (int)(seconds * 1000) : -1;
        }
    }
}
