namespace SmartCity.Node.Link
{
    /// <summary>
    /// Exponential back-off with full jitter: the n-th wait is uniform between 0 and min(cap, base × 2^n), so that a
    /// thousand nodes that lost the same broker do not come back at the same moment.
    /// </summary>
    public sealed class Backoff
    {
        private readonly INodePlatform _platform;
        private readonly int _baseMs;
        private readonly int _capMs;

        public Backoff(INodePlatform platform, int baseMs, int capMs)
        {
            _platform = platform;
            _baseMs = baseMs;
            _capMs = capMs;
        }

        /// <summary>Failures in a row.</summary>
        public int Attempts { get; private set; }

        /// <summary>The wait before the next attempt in milliseconds, from 1.</summary>
        public int Next()
        {
            int bound = _baseMs;
            for (int i = 0; i < Attempts && bound < _capMs; i++) bound = bound > _capMs / 2 ? _capMs : bound * 2;
            Attempts++;
            return 1 + _platform.Random(bound < _capMs ? bound : _capMs);
        }

        public void Reset()
        {
            Attempts = 0;
        }
    }
}
