namespace SmartCity.Node.Sense
{
    /// <summary>Outcome of one bus transaction.</summary>
    public enum BusResult
    {
        Ok = 0,
        Nack,
        Timeout,
    }

    /// <summary>An I2C bus as byte arrays: nanoFramework's I2cDevice is concrete and cannot be stood in for.</summary>
    public interface II2cBus
    {
        /// <summary>
        /// Writes <paramref name="writeCount"/> bytes, then (repeated start) reads <paramref name="readCount"/>.
        /// Either count may be 0. Never throws: a device that does not answer is a result.
        /// </summary>
        BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount);
    }

    /// <summary>A hardware pulse counter; differences are taken, it is never reset. One signal only ever counts up.</summary>
    public interface IPulseCounter
    {
        long Count { get; }
    }

    /// <summary>A channel of the ESP32's own ADC1.</summary>
    public interface IAnalogInput
    {
        /// <summary>Millivolts at the pin, calibrated by the chip's own eFuse values where it has them.</summary>
        int ReadMillivolts();
    }

    public interface IDigitalInput
    {
        bool Read();
    }

    public interface IDigitalOutput
    {
        void Write(bool high);
    }

    /// <summary>A UART: RS-485 probes, GNSS.</summary>
    public interface ISerialLine
    {
        int BytesToRead { get; }

        /// <summary>Reads what is there, at most <paramref name="count"/> bytes; never waits.</summary>
        int Read(byte[] buffer, int offset, int count);

        void Write(byte[] buffer, int offset, int count);

        /// <summary>
        /// For the driver whose probes share the line: its queue, one a line, null at first. Nobody else looks at it.
        /// </summary>
        object Session { get; set; }
    }
}
