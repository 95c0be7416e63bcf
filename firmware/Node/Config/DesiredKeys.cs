using System.Collections;

namespace SmartCity.Node.Config
{
    /// <summary>Which keys of the configuration may come from afar, and how they are laid over the file.</summary>
    internal static class DesiredKeys
    {
        /// <summary>Keys beside <c>version</c>. Identity, board and flash layout are settled when the node is provisioned.</summary>
        public static readonly string[] Names =
        {
            "user", "password", "broker", "link", "sampling", "pack", "sensors", "channels", "outputs", "led", "profile",
        };

        public static bool IsSettable(string key)
        {
            for (int i = 0; i < Names.Length; i++)
            {
                if (Names[i] == key) return true;
            }

            return false;
        }

        /// <summary>The file's keys, each replaced as a whole by the desired one where there is one.</summary>
        public static Hashtable Merge(Hashtable file, Hashtable desired)
        {
            Hashtable merged = new Hashtable();
            foreach (object key in file.Keys) merged[key] = file[key];
            if (desired == null) return merged;
            for (int i = 0; i < Names.Length; i++)
            {
                if (desired.Contains(Names[i])) merged[Names[i]] = desired[Names[i]];
            }

            return merged;
        }
    }
}
