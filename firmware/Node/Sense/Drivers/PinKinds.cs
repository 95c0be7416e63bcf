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

        private static Contact Debounced(Wiring w)
        {
            int debounce = w.Options.Whole("debounceMs", 50);
            w.Require(debounce >= 0 && debounce <= 5000, "debounceMs is not 0 to 5000");
            return new Contact(w.Input("gpio"), w.Options.Flag("activeLow", false), debounce);
        }
    }
}
