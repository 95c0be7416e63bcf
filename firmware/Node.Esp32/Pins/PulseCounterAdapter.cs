using System.Device.Gpio;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>
    /// One of the chip's eight pulse counters, carried to 64 bits by the library. It is read and never reset, because what
    /// comes between a read and a reset would be lost.
    /// </summary>
    internal sealed class PulseCounterAdapter : IPulseCounter
    {
        // 1,000 cycles of 80 MHz: spikes below 12.5 µs do not count; the hardware ends at 1,023.
        private const ushort FilterCycles = 1000;
        private readonly GpioPulseCounter _counter;

        /// <param name="gpioB">Second signal in quadrature, -1 for none. One period of both counts one.</param>
        public PulseCounterAdapter(int gpioA, int gpioB)
        {
            _counter = new GpioPulseCounter(gpioA, gpioB);
            _counter.Polarity = GpioPulsePolarity.Rising;
            _counter.FilterPulses = FilterCycles;
            _counter.Start();
        }

        public long Count
        {
            get { return _counter.Read().Count; }
        }
    }
}
