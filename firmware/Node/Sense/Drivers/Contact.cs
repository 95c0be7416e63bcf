using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// A door, mains or reed contact: <c>state</c>, 1 active and 0 not. Looked at twice, a bounce apart; two different
    /// levels are no state (<c>unsettled</c>), and the next look will tell.
    /// </summary>
    public sealed class Contact : ISensor
    {
        private readonly IDigitalInput _input;
        private readonly bool _activeLow;
        private readonly int _debounceMs;
        private bool _first;

        public Contact(IDigitalInput input, bool activeLow, int debounceMs)
        {
            _input = input;
            _activeLow = activeLow;
            _debounceMs = debounceMs;
        }

        public string[] Quantities { get; } = { "state" };

        public int Start()
        {
            _first = _input.Read();
            return _debounceMs;
        }

        public void Read(SensorValue[] values)
        {
            bool level = _input.Read();
            if (level == _first) values[0].Set(level != _activeLow ? 1 : 0);
            else values[0].Fail(MissingReason.Unsettled);
        }
    }
}
