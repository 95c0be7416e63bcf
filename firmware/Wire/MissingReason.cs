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
    }
}
