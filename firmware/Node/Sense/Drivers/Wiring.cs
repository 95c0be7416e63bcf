namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Takes the hardware a row of the sensor table names. What cannot be had is null, with the reason in
    /// <see cref="Reason"/>: the first one found is kept.
    /// </summary>
    public sealed class Wiring
    {
        private readonly INodePlatform _platform;

        public Wiring(SensorOptions options, INodePlatform platform)
        {
            Options = options;
            _platform = platform;
        }

        public SensorOptions Options { get; }

        public Clock.INodeClock Clock
        {
            get { return _platform.Clock; }
        }

        /// <summary>Null while nothing is wrong.</summary>
        public string Reason { get; private set; }

        /// <summary>Keeps the reason unless the condition holds.</summary>
        public bool Require(bool condition, string reason)
        {
            if (!condition && Reason == null) Reason = Options.Kind + ": " + reason;
            return condition;
        }

        public II2cBus Bus()
        {
            int number = Options.Whole("bus", 0);
            II2cBus bus = _platform.I2c(number);
            Require(bus != null, "no I2C bus " + number);
            return bus;
        }

        /// <summary>The 7-bit address: key <c>address</c>, a number or text such as <c>0x44</c>.</summary>
        public int Address(int fallback)
        {
            string text = Options.Text("address", null);
            int address = text == null ? Options.Whole("address", fallback) : Hex(text);
            Require(address >= 0x08 && address <= 0x77, "address is not 0x08 to 0x77");
            return address;
        }

        /// <summary>A GPIO by its key.</summary>
        public int Pin(string key)
        {
            int pin = Options.Whole(key, -1);
            Require(pin >= 0 && pin <= 48, key + " is not a GPIO number");
            return pin;
        }

        public IPulseCounter Pulses(string key)
        {
            int pin = Pin(key);
            IPulseCounter counter = Reason == null ? _platform.Pulses(pin) : null;
            Require(counter != null, "no pulse counter on GPIO " + pin);
            return counter;
        }

        public IPulseCounter Quadrature(string keyA, string keyB)
        {
            int a = Pin(keyA);
            int b = Pin(keyB);
            IPulseCounter counter = Reason == null ? _platform.Quadrature(a, b) : null;
            Require(counter != null, "no quadrature counter on GPIO " + a + " and " + b);
            return counter;
        }

        public IAnalogInput Analog(string key)
        {
            int pin = Pin(key);
            IAnalogInput input = Reason == null ? _platform.Analog(pin) : null;
            Require(input != null, "no ADC1 input on GPIO " + pin);
            return input;
        }

        public IDigitalInput Input(string key)
        {
            int pin = Pin(key);
            IDigitalInput input = Reason == null ? _platform.Input(pin, Options.Flag("pullUp", false)) : null;
            Require(input != null, "no input on GPIO " + pin);
            return input;
        }

        public ISerialLine Serial(int defaultBaud)
        {
            int port = Options.Whole("port", 0);
            ISerialLine line = _platform.Serial(port, Options.Whole("baud", defaultBaud));
            Require(line != null, "no serial port " + port);
            return line;
        }

        private static int Hex(string text)
        {
            if (text.Length < 3 || text.Length > 4 || !text.StartsWith("0x")) return -1;
            int value = 0;
            for (int i = 2; i < text.Length; i++)
            {
                int digit = "0123456789abcdef".IndexOf(text.ToLower()[i]);
                if (digit < 0) return -1;
                value = (value << 4) | digit;
            }

            return value;
        }
    }
}
