using System.Collections;
using SmartCity.Node.Update;
using SmartCity.Wire;

namespace SmartCity.Node.Config
{
    /// <summary>
    /// The node's configuration as objects, read from <c>node.json</c> with the desired configuration's keys laid over it.
    /// Times in the file are seconds, here milliseconds.
    /// </summary>
    public sealed class NodeConfig
    {
        public const int MaxSensors = 24;
        public const int MaxChannels = 64;
        public const int MaxOutputs = 8;

        public string Site;
        public string Node;
        public string User;
        public string Password;

        /// <summary>Boots counted by the box whose place this one took; 0 for none.</summary>
        public int Boots;

        public string Host;
        public int Port;
        public bool Tls;
        public int KeepAliveSeconds;

        /// <summary>Public key (x, y) of those who may sign programs; null: no updates over the air.</summary>
        public byte[] UpdateKey;

        public string Board;
        public string Profile;
        public PackFormat Format;

        /// <summary>True to put samples on round wall-clock times once the time is known.</summary>
        public bool AlignToWall;

        /// <summary>Readings of a data pack at most, and the age of its first at which it is closed.</summary>
        public int PackReadings;
        public int PackPeriodMs;

        /// <summary>Bytes of flash a lane may take.</summary>
        public int EventBytes;
        public int DataBytes;

        /// <summary>Packs sent and not yet acknowledged, at most.</summary>
        public int Window;
        public int AckTimeoutMs;
        public int BackoffBaseMs;
        public int BackoffCapMs;

        /// <summary>Time between two health messages.</summary>
        public int HealthMs;

        /// <summary>GPIO of the status LED; -1 for none.</summary>
        public int LedGpio;

        public SensorConfig[] Sensors;
        public ChannelConfig[] Channels;
        public OutputConfig[] Outputs;

        /// <summary>Reads a whole configuration. What is wrong goes to <paramref name="errors"/>; the result then has defaults in its place.</summary>
        public static NodeConfig Read(Hashtable root, ConfigErrors errors)
        {
            ConfigFields f = new ConfigFields(root, null, errors);
            NodeConfig c = new NodeConfig();
            c.ReadIdentity(f);
            c.ReadLink(f);
            c.ReadSampling(f);
            c.ReadTables(f, errors);
            f.Has("version");
            f.Has("wifi");
            f.Finish();
            return c;
        }

        private void ReadIdentity(ConfigFields f)
        {
            Site = f.Text("site", "", WireLimits.MaxLevel);
            if (!Topics.IsLevel(Site)) f.Wrong("site", "is not [a-z0-9-]{1,32}");
            Node = f.Text("node", "", WireLimits.MaxLevel);
            if (!Topics.IsLevel(Node)) f.Wrong("node", "is not [a-z0-9-]{1,32}");
            User = f.Text("user", Topics.ClientId(Site, Node), 128);
            Password = f.Text("password", null, 128);
            Board = f.Text("board", "", 64);
            Profile = f.Text("profile", "", 32);
            Boots = f.Whole("boot", 0, 0, int.MaxValue);
            string key = f.Text("updateKey", null, 88);
            if (key != null) UpdateKey = Base64.Decode(key);
            if (key != null && (UpdateKey == null || UpdateKey.Length != EcdsaP256.KeySize)) f.Wrong("updateKey", "is not a P-256 key of 64 bytes in Base64");
        }

        private void ReadLink(ConfigFields f)
        {
            ConfigFields b = f.Inner("broker");
            Host = b.Text("host", "", 128);
            if (Host.Length == 0) b.Wrong("host", "is missing");
            Tls = b.Flag("tls", true);
            Port = b.Whole("port", Tls ? 8883 : 1883, 1, 65535);
            KeepAliveSeconds = b.Whole("keepAlive", 60, 10, 1200);
            b.Finish();

            ConfigFields l = f.Inner("link");
            Window = l.Whole("window", 4, 1, 16);
            AckTimeoutMs = l.Millis("ackTimeout", 20000, 1000, 300000);
            BackoffBaseMs = l.Millis("backoffBase", 1000, 100, 60000);
            BackoffCapMs = l.Millis("backoffCap", 300000, 1000, 3600000);
            HealthMs = l.Millis("health", 300000, 10000, 86400000);
            l.Finish();
        }

        private void ReadSampling(ConfigFields f)
        {
            ConfigFields s = f.Inner("sampling");
            string align = s.Text("align", "wall", 16);
            if (align != "wall" && align != "monotonic") s.Wrong("align", "is not wall or monotonic");
            AlignToWall = align == "wall";
            s.Finish();

            ConfigFields p = f.Inner("pack");
            PackReadings = p.Whole("size", 60, 1, WireLimits.MaxReadings);
            PackPeriodMs = p.Millis("period", 60000, 100, 86400000);
            string format = p.Text("format", "cbor", 4);
            if (format != "cbor" && format != "json") p.Wrong("format", "is not cbor or json");
            Format = format == "json" ? PackFormat.Json : PackFormat.Cbor;
            p.Finish();

            ConfigFields o = f.Inner("outbox");
            EventBytes = o.Whole("eventBytes", 32768, 16384, 4194304);
            DataBytes = o.Whole("dataBytes", 131072, 16384, 16777216);
            o.Finish();
        }

        private void ReadTables(ConfigFields f, ConfigErrors errors)
        {
            LedGpio = f.Whole("led", -1, 0, 48);

            Hashtable[] rows = f.Rows("sensors", MaxSensors);
            Sensors = new SensorConfig[rows.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                Sensors[i] = SensorConfig.Read(rows[i], Place("sensors", i), errors);
                if (SensorConfig.IndexOf(Sensors, Sensors[i].Id, i) >= 0) errors.Add(Place("sensors", i) + ".id", "is there twice");
            }

            rows = f.Rows("channels", MaxChannels);
            Channels = new ChannelConfig[rows.Length];
            for (int i = 0; i < rows.Length; i++) Channels[i] = ChannelConfig.Read(rows[i], Place("channels", i), Sensors, errors);

            rows = f.Rows("outputs", MaxOutputs);
            Outputs = new OutputConfig[rows.Length];
            for (int i = 0; i < rows.Length; i++) Outputs[i] = OutputConfig.Read(rows[i], Place("outputs", i), errors);
        }

        private static string Place(string table, int row)
        {
            return table + "[" + row.ToString() + "]";
        }
    }
}
