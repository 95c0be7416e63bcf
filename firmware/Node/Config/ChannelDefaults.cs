using SmartCity.Wire;

namespace SmartCity.Node.Config
{
    /// <summary>What a channel row may leave out: resolution and range of the registry.</summary>
    internal static class ChannelDefaults
    {
        // A channel the registry does not know is sent finely and never called out of range.
        private const int UnknownDecimals = 3;

        public static int Decimals(string channel)
        {
            int index = Channels.Find(channel);
            return index < 0 ? UnknownDecimals : Channels.Decimals[index];
        }

        public static double Min(string channel)
        {
            int index = Channels.Find(channel);
            return index < 0 ? double.MinValue : Channels.Min[index];
        }

        public static double Max(string channel)
        {
            int index = Channels.Find(channel);
            return index < 0 ? double.MaxValue : Channels.Max[index];
        }
    }
}
