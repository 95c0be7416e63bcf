namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>Kinds on a pin of the chip. Keys: <c>gpio</c>, <c>pullUp</c> (false), and those read below.</summary>
    internal static class PinKinds
    {
        /// <summary>Null when the kind is not of this group, or when the wiring has a reason.</summary>
        public static ISensor Create(Wiring w)
        {
            switch (w.Options.Kind)
            {
                case "analog-adc1": return Analog(w, false);
                case "supply": return Analog(w, true);
                case "pulse": return Pulse(w);
                case "flow": return Flow(w);
                case "contact": return Debounced(w);
                default: return null;
            }
        }

        private static AnalogPin Analog(Wiring w, bool isSupply)
        {
            return new AnalogPin(w.Analog("gpio"), w.Options.Number("divider", 1), isSupply);
        }

        private static PulseRate Pulse(Wiring w)
        {
            IPulseCounter counter = w.Pulses("gpio");
            return counter == null ? null : new PulseRate(counter, w.Clock, w.Options.Number("worth", 1));
        }

        // A second signal in quadrature (gpioB), a direction input (direction), or neither.
        private static FlowMeter Flow(Wiring w)
        {
            SensorOptions o = w.Options;
            double litres = o.Number("litres", 0);
            w.Require(litres > 0, "litres a pulse must be above 0");
            bool quadrature = o.Whole("gpioB", -1) >= 0;
            IPulseCounter counter = quadrature ? w.Quadrature("gpio", "gpioB") : w.Pulses("gpio");
            IDigitalInput reverse = o.Whole("direction", -1) >= 0 ? w.Input("direction") : null;
            w.Require(!quadrature || reverse == null, "gpioB and direction exclude each other");
            return w.Reason != null ? null : new FlowMeter(counter, reverse, quadrature, litres, w.Clock);
        }

        private static Contact Debounced(Wiring w)
        {
            int debounce = w.Options.Whole("debounceMs", 50);
            w.Require(debounce >= 0 && debounce <= 5000, "debounceMs is not 0 to 5000");
            return new Contact(w.Input("gpio"), w.Options.Flag("activeLow", false), debounce);
        }
    }
}
