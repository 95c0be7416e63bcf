namespace SmartCity.Node.Sample
{
    /// <summary>Median of the last n samples, n odd and small: takes single spikes out at the source.</summary>
    public sealed class MedianWindow
    {
        private readonly double[] _samples;
        private readonly double[] _sorted;
        private int _next;
        private int _count;

        public MedianWindow(int length)
        {
            _samples = new double[length];
            _sorted = new double[length];
        }

        /// <summary>Takes a sample in; returns the median of those there are (the lower one of an even number).</summary>
        public double Add(double sample)
        {
            _samples[_next] = sample;
            _next = (_next + 1) % _samples.Length;
            if (_count < _samples.Length) _count++;

            for (int i = 0; i < _count; i++)
            {
                int at = i;
                for (; at > 0 && _sorted[at - 1] > _samples[i]; at--) _sorted[at] = _sorted[at - 1];
                _sorted[at] = _samples[i];
            }

            return _sorted[(_count - 1) / 2];
        }
    }
}
