namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>
    /// Where the boards have their buses; sensors name their own pins in the configuration. Both ESP32 boards agree here
    /// (<c>hardware/boards/intersection-ix1</c>, <c>hardware/boards/pipeline-pn1</c>; a test compares them with this file).
    /// </summary>
    public static class BoardPins
    {
        public const int I2cData = 21;
        public const int I2cClock = 22;

        public const int Rs485Receive = 16;
        public const int Rs485Transmit = 17;
        public const int Rs485DriverEnable = 4;

        public const int GnssReceive = 18;
        public const int GnssTransmit = 19;

        public const int WatchdogKick = 13;
    }
}
