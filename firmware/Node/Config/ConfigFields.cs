using System.Collections;

namespace SmartCity.Node.Config
{
    /// <summary>
    /// Typed, bounded access to one object of the configuration. The first thing wrong is kept in <see cref="ConfigErrors"/>
    /// with the name of its place; a key nobody asked for is wrong too, for it is most often a slip of the pen.
    /// </summary>
    public sealed class ConfigFields
    {
        private readonly Hashtable _fields;
        private readonly string _path;
        private readonly ConfigErrors _errors;
        private readonly Hashtable _known = new Hashtable();

        public ConfigFields(Hashtable fields, string path, ConfigErrors errors)
        {
            _fields = fields;
            _path = path;
            _errors = errors;
        }

        public bool Has(string key)
        {
            _known[key] = true;
            return _fields.Contains(key);
        }

        public string Text(string key, string fallback, int maxLength)
        {
            if (!Has(key)) return fallback;
            string text = _fields[key] as string;
            if (text != null && text.Length > 0 && text.Length <= maxLength) return text;
            Wrong(key, "is not a text of 1 to " + maxLength.ToString() + " characters");
            return fallback;
        }

        public int Whole(string key, int fallback, int min, int max)
        {
            if (!Has(key)) return fallback;
            object value = _fields[key];
            if (value is long && (long)value >= min && (long)value <= max) return (int)(long)value;
            Wrong(key, "is not a whole number from " + min.ToString() + " to " + max.ToString());
            return fallback;
        }

        public double Number(string key, double fallback)
        {
            if (!Has(key)) return fallback;
            object value = _fields[key];
            if (value is long) return (long)value;
            if (value is double) return (double)value;
            Wrong(key, "is not a number");
            return fallback;
        }

        /// <summary>Seconds, whole or not, as milliseconds.</summary>
        public int Millis(string key, int fallbackMs, int minMs, int maxMs)
        {
            if (!Has(key)) return fallbackMs;
            double ms = Number(key, 0) * 1000;
            if (ms >= minMs && ms <= maxMs) return (int)(ms + 0.5);
            Wrong(key, "is not within " + minMs.ToString() + " to " + maxMs.ToString() + " ms");
            return fallbackMs;
        }

        public bool Flag(string key, bool fallback)
        {
            if (!Has(key)) return fallback;
            object value = _fields[key];
            if (value is bool) return (bool)value;
            Wrong(key, "is not true or false");
            return fallback;
        }

        /// <summary>The object under a key; empty when it is not there.</summary>
        public ConfigFields Inner(string key)
        {
            Hashtable inner = Has(key) ? _fields[key] as Hashtable : new Hashtable();
            if (inner == null)
            {
                Wrong(key, "is not an object");
                inner = new Hashtable();
            }

            return new ConfigFields(inner, Place(key), _errors);
        }

        /// <summary>The list of objects under a key; empty when it is not there.</summary>
        public Hashtable[] Rows(string key, int maxRows)
        {
            if (!Has(key)) return new Hashtable[0];
            ArrayList list = _fields[key] as ArrayList;
            if (list == null || list.Count > maxRows)
            {
                Wrong(key, "is not a list of at most " + maxRows.ToString());
                return new Hashtable[0];
            }

            Hashtable[] rows = new Hashtable[list.Count];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = list[i] as Hashtable;
                if (rows[i] != null) continue;
                Wrong(key, "holds something that is not an object");
                return new Hashtable[0];
            }

            return rows;
        }

        /// <summary>To be called when all was asked for: any other key is an error.</summary>
        public void Finish()
        {
            foreach (object key in _fields.Keys)
            {
                if (!_known.Contains(key)) Wrong((string)key, "is not a key");
            }
        }

        public void Wrong(string key, string reason)
        {
            _errors.Add(Place(key), reason);
        }

        private string Place(string key)
        {
            return _path == null ? key : _path + "." + key;
        }
    }
}
