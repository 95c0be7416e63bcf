using System.Collections;
using SmartCity.Wire;

namespace SmartCity.Node.Config
{
    /// <summary>What a channel says about the samples of its period.</summary>
    public enum Statistic
    {
        Last = 0,
        Mean,
        Min,
        Max,

        Sum,

        /// <summary>How far a counter went on during the period.</summary>
        Difference,
    }

    /// <summary>One row of the channel table: a quantity of a sensor, filtered, under a name of the registry.</summary>
    public sealed class ChannelConfig
    {
        public string Name;

        /// <summary>Row of the sensor table.</summary>
        public int Sensor;
        public string Quantity;

        /// <summary>Time between two reports; rounded up to whole samples.</summary>
        public int PeriodMs;
        public Statistic Statistic;

        /// <summary>Length of the sliding median, odd; 1 for none.</summary>
        public int Median;
        public double Scale;
        public double Bias;

        /// <summary>Digits behind the point that are sent.</summary>
        public int Decimals;

        /// <summary>A report within this of the last one sent is kept back until the heartbeat; negative for none.</summary>
        public double Deadband;
        public int HeartbeatMs;

        /// <summary>Outside these the value is flagged as failed.</summary>
        public double Min;
        public double Max;

        /// <summary>After this time without the least change a value is flagged as suspect; 0 for never.</summary>
        public int FlatMs;

        /// <summary>Two-valued: reported on change (debounced) and at the heartbeat.</summary>
        public bool IsState;
        public int DebounceMs;

        /// <summary>Event thresholds; NaN for none.</summary>
        public double Above;
        public double Below;
        public double Hysteresis;
        public int HoldMs;

        public bool HasEvent
        {
            get { return !double.IsNaN(Above) || !double.IsNaN(Below); }
        }

        /// <summary>Reads one row; <paramref name="sensors"/> has been read before.</summary>
        public static ChannelConfig Read(Hashtable row, string place, SensorConfig[] sensors, ConfigErrors errors)
        {
            ConfigFields f = new ConfigFields(row, place, errors);
            ChannelConfig c = new ChannelConfig();
            c.Name = f.Text("name", "", WireLimits.MaxChannel);
            if (!ChannelName.IsValid(c.Name)) f.Wrong("name", "is not a channel name");
            string sensor = f.Text("sensor", "", 32);
            c.Sensor = SensorConfig.IndexOf(sensors, sensor, sensors.Length);
            if (c.Sensor < 0) f.Wrong("sensor", "names no row of sensors");
            c.Quantity = f.Text("quantity", c.Name, 32);

            int every = c.Sensor < 0 ? 1000 : sensors[c.Sensor].EveryMs;
            c.PeriodMs = f.Millis("period", every, every, 86400000);
            c.Statistic = ReadStatistic(f);
            c.Median = f.Whole("median", 1, 1, 9);
            if ((c.Median & 1) == 0) f.Wrong("median", "is not odd");
            c.Scale = f.Number("scale", 1);
            c.Bias = f.Number("bias", 0);
            c.Decimals = f.Whole("decimals", ChannelDefaults.Decimals(c.Name), 0, 9);
            c.Deadband = f.Number("deadband", -1);
            c.HeartbeatMs = f.Millis("heartbeat", 900000, 1000, 86400000);
            c.Min = f.Number("min", ChannelDefaults.Min(c.Name));
            c.Max = f.Number("max", ChannelDefaults.Max(c.Name));
            c.FlatMs = f.Millis("flat", 0, 0, 86400000);
            c.IsState = f.Flag("state", false);
            c.DebounceMs = f.Millis("debounce", 0, 0, 60000);

            ConfigFields e = f.Inner("event");
            c.Above = e.Number("above", double.NaN);
            c.Below = e.Number("below", double.NaN);
            c.Hysteresis = e.Number("hysteresis", 0);
            c.HoldMs = e.Millis("for", 0, 0, 3600000);
            e.Finish();
            f.Finish();
            return c;
        }

        private static Statistic ReadStatistic(ConfigFields f)
        {
            switch (f.Text("stat", "last", 10))
            {
                case "last": return Statistic.Last;
                case "mean": return Statistic.Mean;
                case "min": return Statistic.Min;
                case "max": return Statistic.Max;
                case "sum": return Statistic.Sum;
                case "difference": return Statistic.Difference;
                default:
                    f.Wrong("stat", "is not last, mean, min, max, sum or difference");
                    return Statistic.Last;
            }
        }
    }
}
