using System.Collections;

namespace SmartCity.Node.Config
{
    /// <summary>One valve or relay. "Open" is the energised state of whatever hangs on the pin unless inverted.</summary>
    public sealed class OutputConfig
    {
        public string Name;
        public int Gpio;

        /// <summary>Level of the pin that opens.</summary>
        public bool ActiveHigh;

        /// <summary>Longest time away from the safe position.</summary>
        public int MaxOnMs;

        /// <summary>The position taken at start, at lost link and when the time is over.</summary>
        public bool SafeOpen;

        /// <summary>How long the link may be gone before the safe position is taken.</summary>
        public int LostLinkMs;

        public static OutputConfig Read(Hashtable row, string place, ConfigErrors errors)
        {
            ConfigFields f = new ConfigFields(row, place, errors);
            OutputConfig o = new OutputConfig();
            o.Name = f.Text("name", "", 32);
            if (o.Name.Length == 0) f.Wrong("name", "is missing");
            o.Gpio = f.Whole("gpio", -1, 0, 48);
            if (o.Gpio < 0) f.Wrong("gpio", "is missing");
            o.ActiveHigh = f.Flag("activeHigh", true);
            o.MaxOnMs = f.Millis("maxOn", 600000, 1000, 86400000);
            string safe = f.Text("safe", "closed", 6);
            if (safe != "open" && safe != "closed") f.Wrong("safe", "is not open or closed");
            o.SafeOpen = safe == "open";
            o.LostLinkMs = f.Millis("lostLink", 120000, 1000, 86400000);
            f.Finish();
            return o;
        }
    }
}
