using System.Device.Gpio;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    internal sealed class GpioOutput : IDigitalOutput
    {
        private readonly GpioPin _pin;

        public GpioOutput(GpioPin pin)
        {
            _pin = pin;
        }

        public void Write(bool high)
        {
            _pin.Write(high ? PinValue.High : PinValue.Low);
        }
    }
}
