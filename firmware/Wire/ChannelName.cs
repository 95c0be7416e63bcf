namespace SmartCity.Wire
{
    /// <summary>What may stand in <c>n</c> and <c>vs</c>, so that no byte of a pack ever needs an escape.</summary>
    public static class ChannelName
    {
        /// <summary>1 to 12 characters of RFC 8428 §4.5.1, the first a letter or digit.</summary>
        public static bool IsValid(string name)
        {
            if (name == null || name.Length == 0 || name.Length > WireLimits.MaxChannel) return false;
            if (!IsAlphanumeric(name[0])) return false;
            for (int i = 1; i < name.Length; i++)
            {
                char c = name[i];
                if (!IsAlphanumeric(c) && c != '-' && c != ':' && c != '.' && c != '/' && c != '_') return false;
            }

            return true;
        }

        /// <summary>1 to 32 printable ASCII characters other than <c>"</c> and <c>\</c>.</summary>
        public static bool IsPlainText(string text)
        {
            if (text == null || text.Length == 0 || text.Length > WireLimits.MaxText) return false;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c < ' ' || c > '~' || c == '"' || c == '\\') return false;
            }

            return true;
        }

        private static bool IsAlphanumeric(char c)
        {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
    }
}
