using System.Collections;

namespace SmartCity.Node.Sense
{
    /// <summary>
    /// One row of the configuration's sensor table: what kind, where it is wired, how it is scaled. Keys hold
    /// <c>string</c>, <c>bool</c>, <c>long</c> or <c>double</c>, as the JSON had them.
    /// </summary>
    public sealed class SensorOptions
    {
        private readonly Hashtable _fields;

        public SensorOptions(string kind, Hashtable fields)
        {
            Kind = kind;
            _fields = fields;
        }

        /// <summary>Driver name, such as <c>sht4x</c>.</summary>
        public string Kind { get; }

        public int Whole(string key, int fallback)
        {
            object value = _fields[key];
            return value is long ? (int)(long)value : value is double ? (int)(double)value : fallback;
        }

        public double Number(string key, double fallback)
        {
            object value = _fields[key];
            return value is double ? (double)value : value is long ? (long)value : fallback;
        }

        public string Text(string key, string fallback)
        {
            object value = _fields[key];
            return value is string ? (string)value : fallback;
        }

        public bool Flag(string key, bool fallback)
        {
            object value = _fields[key];
            return value is bool ? (bool)value : fallback;
        }
    }
}
