using System.Collections;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Config
{
    /// <summary>One row of the sensor table: a device by kind and place, and how often it is asked.</summary>
    public sealed class SensorConfig
    {
        public string Id;
        public int EveryMs;
        public SensorOptions Options;

        /// <summary>Reads one row; keys that are not named here are the driver's.</summary>
        public static SensorConfig Read(Hashtable row, string place, ConfigErrors errors)
        {
            ConfigFields f = new ConfigFields(row, place, errors);
            SensorConfig s = new SensorConfig();
            s.Id = f.Text("id", "", 32);
            if (s.Id.Length == 0) f.Wrong("id", "is missing");
            string kind = f.Text("kind", "", 32);
            if (kind.Length == 0) f.Wrong("kind", "is missing");
            s.EveryMs = f.Millis("every", 60000, 50, 86400000);
            s.Options = new SensorOptions(kind, row);
            return s;
        }

        /// <summary>The row among the first <paramref name="count"/> with that id, or -1.</summary>
        public static int IndexOf(SensorConfig[] sensors, string id, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (sensors[i].Id == id) return i;
            }

            return -1;
        }
    }
}
