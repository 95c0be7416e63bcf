using SmartCity.Node.Clock;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Panel
{
    /// <summary>The self-test button, which pulls its pin low. It counts once it has been held for two seconds.</summary>
    internal sealed class TestButton
    {
        private const int HoldMs = 2000;
        private readonly IDigitalInput _input;
        private readonly INodeClock _clock;
        private long _sinceMs = -1;
        private bool _told;

        /// <param name="input">Null on a board without a button.</param>
        public TestButton(IDigitalInput input, INodeClock clock)
        {
            _input = input;
            _clock = clock;
        }

        /// <summary>True once for every time it is held.</summary>
        public bool WasHeld()
        {
            if (_input == null || _input.Read())
            {
                _sinceMs = -1;
                _told = false;
                return false;
            }

            if (_sinceMs < 0) _sinceMs = _clock.MonotonicMs;
            if (_told || _clock.MonotonicMs - _sinceMs < HoldMs) return false;
            _told = true;
            return true;
        }
    }
}
