namespace SmartCity.Wire
{
    /// <summary>Bounds of wire contract version 1, the same on node and gateway.</summary>
    public static class WireLimits
    {
        /// <summary>Bytes of one pack, header included.</summary>
        public const int MaxPackBytes = 1024;

        /// <summary>Readings in one pack; the smallest reading in CBOR takes 6 bytes, so bytes bind first in practice.</summary>
        public const int MaxReadings = 128;

        /// <summary>Characters of a topic level (site or node).</summary>
        public const int MaxLevel = 32;

        /// <summary>Characters of a channel name.</summary>
        public const int MaxChannel = 12;

        /// <summary>Characters of a base name (<c>urn:dev:mac:</c> + 16 hex digits + <c>:</c> is 29).</summary>
        public const int MaxBaseName = 64;

        /// <summary>Characters of a text value: a missing-value reason or a state such as <c>open</c>.</summary>
        public const int MaxText = 32;

        /// <summary>RFC 8428 §4.5.3: a time below 2^28 seconds is relative to now, above it Unix time.</summary>
        public const long RelativeTimeBoundSeconds = 1L << 28;
    }
}
