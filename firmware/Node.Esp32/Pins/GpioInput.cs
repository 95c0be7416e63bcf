using System.Device.Gpio;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    internal sealed class GpioInput : IDigitalInput
    {
        private readonly GpioPin _pin;

        public GpioInput(GpioPin pin)
        {
            _pin = pin;
        }

        public bool Read()
        {
            return _pin.Read() == PinValue.High;
        }
    }
}
