namespace SmartCity.Wire
{
    /// <summary>What a topic carries (design: wire contract, version 1).</summary>
    public enum TopicKind
    {
        Unknown = 0,
        Data,
        Event,
        Status,
        Config,
        ConfigReported,
        Command,
        CommandResult,
    }

    /// <summary>
    /// Topics <c>sc/1/{site}/{node}/…</c>. Levels are <c>[a-z0-9-]{1,32}</c>.
    /// </summary>
    public static class Topics
    {
        public const string Prefix = "sc/1/";

        /// <summary>The tail of a topic of that kind, without the leading slash.</summary>
        public static string Suffix(TopicKind kind)
        {
            switch (kind)
            {
                case TopicKind.Data: return "data";
                case TopicKind.Event: return "event";
                case TopicKind.Status: return "status";
                case TopicKind.Config: return "config";
                case TopicKind.ConfigReported: return "config/reported";
                case TopicKind.Command: return "cmd";
                case TopicKind.CommandResult: return "cmd/result";
                default: return null;
            }
        }

        /// <summary>Builds a topic. The caller has checked both levels with <see cref="IsLevel"/>.</summary>
        public static string Build(string site, string node, TopicKind kind)
        {
            return Prefix + site + "/" + node + "/" + Suffix(kind);
        }

        /// <summary>MQTT client id of a node: <c>{site}.{node}</c>.</summary>
        public static string ClientId(string site, string node)
        {
            return site + "." + node;
        }

        /// <summary>True for 1 to 32 characters of <c>a-z 0-9 -</c>.</summary>
        public static bool IsLevel(string text)
        {
            if (text == null || text.Length == 0 || text.Length > WireLimits.MaxLevel) return false;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
            }

            return true;
        }

        /// <summary>
        /// Takes a topic apart. Returns null when it is one of the contract's,
        /// otherwise what is wrong with it, fit for a log line.
        /// </summary>
        public static string Parse(string topic, out string site, out string node, out TopicKind kind)
        {
            site = null;
            node = null;
            kind = TopicKind.Unknown;
            if (topic == null || !topic.StartsWith(Prefix)) return "topic does not start with sc/1/";

            int siteEnd = topic.IndexOf('/', Prefix.Length);
            if (siteEnd < 0) return "topic ends after the site level";
            int nodeEnd = topic.IndexOf('/', siteEnd + 1);
            if (nodeEnd < 0) return "topic ends after the node level";

            string s = topic.Substring(Prefix.Length, siteEnd - Prefix.Length);
            if (!IsLevel(s)) return "site level is not [a-z0-9-]{1,32}";
            string n = topic.Substring(siteEnd + 1, nodeEnd - siteEnd - 1);
            if (!IsLevel(n)) return "node level is not [a-z0-9-]{1,32}";

            TopicKind k = KindOf(topic.Substring(nodeEnd + 1));
            if (k == TopicKind.Unknown) return "topic ends in a name the contract does not know";

            site = s;
            node = n;
            kind = k;
            return null;
        }

        private static TopicKind KindOf(string suffix)
        {
            for (TopicKind k = TopicKind.Data; k <= TopicKind.CommandResult; k++)
            {
                if (Suffix(k) == suffix) return k;
            }

            return TopicKind.Unknown;
        }
    }
}
