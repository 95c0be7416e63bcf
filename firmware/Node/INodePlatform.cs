using SmartCity.Node.Clock;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;

namespace SmartCity.Node
{
    /// <summary>Why the chip started.</summary>
    public enum ResetReason
    {
        PowerOn = 0,
        Software,
        Watchdog,
        Brownout,
        DeepSleep,
        Other,
    }

    /// <summary>
    /// Everything the node touches. The device image and <c>Node.Virtual</c> each have one; the node's logic sees
    /// nothing else, so it runs the same on both. A change of configuration asks for pins, buses and lines again: what is
    /// asked for twice is the same thing, not an error.
    /// </summary>
    public interface INodePlatform
    {
        INodeClock Clock { get; }

        IFlash Flash { get; }

        INetwork Network { get; }

        IMqtt Mqtt { get; }

        /// <summary>Bus by number from the board table; null when the board has none of that number.</summary>
        II2cBus I2c(int bus);

        /// <summary>Pulse counter on a GPIO; null when it cannot be had.</summary>
        IPulseCounter Pulses(int gpio);

        /// <summary>
        /// Counter of two signals a quarter period apart, as flow meters with a direction have them: up while A leads,
        /// down while B leads. Null when it cannot be had.
        /// </summary>
        IPulseCounter Quadrature(int gpioA, int gpioB);

        /// <summary>ADC1 input on a GPIO; null when it cannot be had.</summary>
        IAnalogInput Analog(int gpio);

        IDigitalInput Input(int gpio, bool pullUp);

        /// <summary>Output that starts at <paramref name="initial"/>.</summary>
        IDigitalOutput Output(int gpio, bool initial);

        /// <summary>
        /// UART by number from the board table, the same object every time; null when the board has none of that number.
        /// </summary>
        ISerialLine Serial(int port, int baud);

        /// <summary>6 or 8 bytes of hardware address, for the base name.</summary>
        byte[] MacAddress { get; }

        ResetReason ResetReason { get; }

        /// <summary>Free bytes of the managed heap.</summary>
        int FreeHeap { get; }

        /// <summary>Bytes of a program that can be loaded into memory beside the one that runs; 0 without PSRAM.</summary>
        int ProgramRoom { get; }

        /// <summary>A uniform random number from 0 to <paramref name="bound"/> - 1: jitter.</summary>
        int Random(int bound);

        /// <summary>Kicks the external watchdog.</summary>
        void KickWatchdog();

        /// <summary>Reboots. On the device it does not return; on the host it marks the node for a restart.</summary>
        void Reboot();

        /// <summary>A line on the serial console.</summary>
        void Log(string line);
    }
}
