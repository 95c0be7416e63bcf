namespace SmartCity.Node.Sample
{
    /// <summary>A two-valued state that counts as changed only once it has stood for some time.</summary>
    public sealed class Debounce
    {
        private readonly int _holdMs;
        private bool _candidate;
        private long _sinceMs;

        public Debounce(int holdMs)
        {
            _holdMs = holdMs;
        }

        /// <summary>True once there has been any sample.</summary>
        public bool IsKnown { get; private set; }

        public bool State { get; private set; }

        /// <summary>Takes a sample in; true when the settled state has changed or has become known.</summary>
        public bool Add(bool sample, long atMs)
        {
            if (!IsKnown)
            {
                IsKnown = true;
                State = sample;
                _candidate = sample;
                return true;
            }

            if (sample != _candidate)
            {
                _candidate = sample;
                _sinceMs = atMs;
            }

            if (_candidate == State || atMs - _sinceMs < _holdMs) return false;
            State = _candidate;
            return true;
        }
    }
}
