using System.Device.Gpio;

namespace SmartCity.Gateway.Cabinet.Outputs;

/// <summary>The pins of the machine's GPIO chip, through Linux' character device.</summary>
internal sealed class GpioPins : IOutputPins
{
    private readonly GpioController _controller;

    private GpioPins(GpioController controller) => _controller = controller;

    /// <summary>The machine's pins.</summary>
    /// <exception cref="IOException">There is no GPIO chip, or it may not be opened; the message says what to do.</exception>
    public static GpioPins OpenMachine()
    {
        const string Remedy = "take \"outputs\" out of the configuration, or run the gateway on the cabinet's Raspberry Pi as a member of the group gpio";
        if (!Directory.Exists("/dev") || Directory.GetFiles("/dev", "gpiochip*").Length == 0) throw new IOException("outputs are configured, but this machine has no GPIO chip (/dev/gpiochip*): " + Remedy);
        try
        {
            return new GpioPins(new GpioController());
        }
        catch (Exception e) when (e is PlatformNotSupportedException or NotSupportedException or DllNotFoundException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new IOException($"outputs are configured, but the GPIO chip cannot be opened ({e.Message}): {Remedy}", e);
        }
    }

    public void Open(int gpio, bool high)
    {
        try
        {
            _controller.OpenPin(gpio, PinMode.Output, high ? PinValue.High : PinValue.Low);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or UnauthorizedAccessException)
        {
            throw new IOException($"GPIO {gpio} cannot be an output: {e.Message}", e);
        }
    }

    public void Write(int gpio, bool high) => _controller.Write(gpio, high ? PinValue.High : PinValue.Low);

    public void Dispose() => _controller.Dispose();
}
