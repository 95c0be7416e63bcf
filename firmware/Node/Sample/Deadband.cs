namespace SmartCity.Node.Sample
{
    /// <summary>
    /// Report by exception: a report that says nothing new is kept back, but never for longer than the heartbeat, so that
    /// silence always means a fault.
    /// </summary>
    public sealed class Deadband
    {
        private readonly double _width;
        private readonly int _heartbeatMs;
        private double _value;
        private int _quality;
        private string _text;
        private long _sentMs;
        private bool _any;

        /// <param name="width">Largest change that is not news; negative: everything is.</param>
        /// <param name="heartbeatMs">Longest silence.</param>
        public Deadband(double width, int heartbeatMs)
        {
            _width = width;
            _heartbeatMs = heartbeatMs;
        }

        /// <summary>The next report is news, whatever it says.</summary>
        public void Forget()
        {
            _any = false;
        }

        /// <summary>True when the report is to be sent, which is then taken as done.</summary>
        /// <param name="value">The value; 0 for a missing one.</param>
        /// <param name="quality">Its flag; another flag is always news.</param>
        /// <param name="text">The reason of a missing value, else null; another reason is news.</param>
        /// <param name="atMs">Monotonic time.</param>
        public bool IsNews(double value, int quality, string text, long atMs)
        {
            bool same = _any && quality == _quality && text == _text && value - _value <= _width && _value - value <= _width;
            if (same && atMs - _sentMs < _heartbeatMs) return false;
            _any = true;
            _value = value;
            _quality = quality;
            _text = text;
            _sentMs = atMs;
            return true;
        }
    }
}
