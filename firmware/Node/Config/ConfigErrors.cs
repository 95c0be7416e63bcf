using System.Collections;

namespace SmartCity.Node.Config
{
    /// <summary>What is wrong with a configuration, one line a top-level key (the first found).</summary>
    public sealed class ConfigErrors
    {
        private readonly Hashtable _byKey = new Hashtable();

        public bool Any
        {
            get { return _byKey.Count > 0; }
        }

        /// <summary>All lines in one, for a log.</summary>
        public string Summary
        {
            get
            {
                string summary = "";
                foreach (object line in _byKey.Values) summary += (summary.Length == 0 ? "" : "; ") + (string)line;
                return summary;
            }
        }

        /// <param name="place">Where, such as <c>channels[3].median</c>.</param>
        /// <param name="reason">What, as the rest of a sentence.</param>
        public void Add(string place, string reason)
        {
            string key = TopLevel(place);
            if (!_byKey.Contains(key)) _byKey[key] = place + " " + reason;
        }

        /// <summary>The line for a top-level key, or null.</summary>
        public string For(string topLevelKey)
        {
            return (string)_byKey[topLevelKey];
        }

        private static string TopLevel(string place)
        {
            int dot = place.IndexOf('.');
            int bracket = place.IndexOf('[');
            int end = dot < 0 || (bracket >= 0 && bracket < dot) ? bracket : dot;
            return end < 0 ? place : place.Substring(0, end);
        }
    }
}
