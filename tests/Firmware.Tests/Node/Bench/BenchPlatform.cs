#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System;
    using System.Collections;
    using SmartCity.Node;
    using SmartCity.Node.Clock;
    using SmartCity.Node.Link;
    using SmartCity.Node.Outbox;
    using SmartCity.Node.Sense;

    /// <summary>A node's surroundings under the test's hand. A reboot is a new platform over the same flash.</summary>
    public sealed class BenchPlatform : INodePlatform, INetwork
    {
        private readonly Random _random = new Random(7);
        private readonly Hashtable _outputs = new Hashtable();

        public BenchPlatform(BenchFlash flash)
        {
            BenchFlash = flash;
        }

        public BenchClock BenchClock { get; } = new BenchClock();

        public BenchFlash BenchFlash { get; }

        public BenchMqtt Broker { get; } = new BenchMqtt();

        public INodeClock Clock
        {
            get { return BenchClock; }
        }

        public IFlash Flash
        {
            get { return BenchFlash; }
        }

        public INetwork Network
        {
            get { return this; }
        }

        public IMqtt Mqtt
        {
            get { return Broker; }
        }

        public bool IsUp { get; set; } = true;

        public int Rssi { get; set; } = -61;

        public int Joins { get; private set; }

        public byte[] MacAddress { get; } = new byte[] { 0x24, 0x6f, 0x28, 1, 2, 3 };

        public ResetReason ResetReason { get; set; }

        public int FreeHeap { get; set; } = 50000;

        public int ProgramRoom { get; set; } = 1 << 20;

        public int Kicks { get; private set; }

        public int Reboots { get; private set; }

        public ArrayList Lines { get; } = new ArrayList();

        /// <summary>Bounds the node asked random numbers for.</summary>
        public ArrayList RandomBounds { get; } = new ArrayList();

        public void Join()
        {
            Joins++;
        }

        public II2cBus I2c(int bus)
        {
            return bus == 0 ? new BenchBus() : null;
        }

        public IPulseCounter Pulses(int gpio)
        {
            return null;
        }

        public IPulseCounter Quadrature(int gpioA, int gpioB)
        {
            return null;
        }

        public IAnalogInput Analog(int gpio)
        {
            return null;
        }

        public IDigitalInput Input(int gpio, bool pullUp)
        {
            return null;
        }

        public IDigitalOutput Output(int gpio, bool initial)
        {
            BenchOutput output = OutputAt(gpio);
            output.Write(initial);
            return output;
        }

        public BenchOutput OutputAt(int gpio)
        {
            if (!_outputs.Contains(gpio)) _outputs[gpio] = new BenchOutput();
            return (BenchOutput)_outputs[gpio];
        }

        public ISerialLine Serial(int port, int baud)
        {
            return null;
        }

        public int Random(int bound)
        {
            RandomBounds.Add(bound);
            return _random.Next(bound);
        }

        public void KickWatchdog()
        {
            Kicks++;
        }

        public void Reboot()
        {
            Reboots++;
        }

        public void Log(string line)
        {
            Lines.Add(line);
        }
    }
}
