namespace SmartCity.Node.Sample
{
    /// <summary>
    /// Tells a stuck sensor: a value without the least change for longer than a live one ever is (QARTOD's flat line test,
    /// at the source, over every sample and not only those that are sent).
    /// </summary>
    public sealed class FlatLine
    {
        private readonly int _limitMs;
        private double _value;
        private long _sinceMs;
        private bool _any;

        /// <param name="limitMs">Time after which a value counts as stuck; 0 for never.</param>
        public FlatLine(int limitMs)
        {
            _limitMs = limitMs;
        }

        /// <summary>Takes a raw sample in; true when the line has been flat for too long.</summary>
        public bool Add(double raw, long atMs)
        {
            if (!_any || raw != _value)
            {
                _any = true;
                _value = raw;
                _sinceMs = atMs;
            }

            return _limitMs > 0 && atMs - _sinceMs >= _limitMs;
        }
    }
}
