namespace SmartCity.Wire
{
    /// <summary>Why a value is missing: the text of <c>vs</c> in a record flagged <see cref="Quality.Missing"/>.</summary>
    public static class MissingReason
    {
        public const string I2cNack = "i2c-nack";
        public const string Timeout = "timeout";
        public const string Crc = "crc";
        public const string Range = "range";
        public const string WarmingUp = "warming-up";
        public const string Unpowered = "unpowered";

        /// <summary>The chip at that address is not the one the configuration names.</summary>
        public const string WrongDevice = "wrong-device";

        /// <summary>NAMUR NE 43: the loop carries 3.6 mA or less, a broken wire or a transmitter that reports a fault.</summary>
        public const string LoopLow = "loop-low";

        /// <summary>NAMUR NE 43: the loop carries 21 mA or more, a short or a transmitter that reports a fault.</summary>
        public const string LoopHigh = "loop-high";

        /// <summary>A contact that had two levels within its debounce time.</summary>
        public const string Unsettled = "unsettled";

        /// <summary>A GNSS receiver that answers and has no position.</summary>
        public const string NoFix = "no-fix";

        /// <summary>A probe that answered with an exception of its own protocol.</summary>
        public const string Refused = "refused";
    }
}
