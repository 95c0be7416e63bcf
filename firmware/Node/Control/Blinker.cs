using SmartCity.Node.Sense;

namespace SmartCity.Node.Control
{
    /// <summary>Blinks the node's LED for a while, so that somebody in front of ten cabinets finds the one.</summary>
    public sealed class Blinker
    {
        private const int HalfPeriodMs = 250;

        private readonly IDigitalOutput _led;
        private long _untilMs = -1;

        /// <param name="led">Null when the node has none.</param>
        public Blinker(IDigitalOutput led)
        {
            _led = led;
        }

        public bool HasLed
        {
            get { return _led != null; }
        }

        public bool IsOn
        {
            get { return _untilMs >= 0; }
        }

        public void Begin(int forMs, long nowMs)
        {
            _untilMs = nowMs + forMs;
        }

        public void Step(long nowMs)
        {
            if (!IsOn) return;
            bool over = nowMs >= _untilMs;
            if (over) _untilMs = -1;
            _led.Write(!over && nowMs / HalfPeriodMs % 2 == 0);
        }
    }
}
