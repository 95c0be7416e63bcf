using SmartCity.Node.Config;

namespace SmartCity.Node.Sample
{
    /// <summary>What the samples of one period come to.</summary>
    public sealed class PeriodStatistic
    {
        private readonly Statistic _kind;
        private double _value;
        private int _count;
        private double _counter;
        private bool _hasCounter;

        public PeriodStatistic(Statistic kind)
        {
            _kind = kind;
        }

        /// <summary>True when there is at least one sample (for a difference: two, over the periods).</summary>
        public bool HasValue
        {
            get { return _count > 0; }
        }

        /// <summary>True when the counter ran backwards in this period: it was restarted, and what it had not told is lost.</summary>
        public bool Restarted { get; private set; }

        public double Value
        {
            get { return _kind == Statistic.Mean ? _value / _count : _value; }
        }

        public void Add(double sample)
        {
            if (_kind == Statistic.Difference)
            {
                AddCounter(sample);
                return;
            }

            bool first = _count == 0;
            switch (_kind)
            {
                case Statistic.Mean:
                case Statistic.Sum:
                    _value = first ? sample : _value + sample;
                    break;
                case Statistic.Min:
                    if (first || sample < _value) _value = sample;
                    break;
                case Statistic.Max:
                    if (first || sample > _value) _value = sample;
                    break;
                default:
                    _value = sample;
                    break;
            }

            _count++;
        }

        /// <summary>Begins the next period; a counter's last reading stays.</summary>
        public void Reset()
        {
            _value = 0;
            _count = 0;
            Restarted = false;
        }

        // A counter is never reset by the node. One that is smaller than before was restarted and counted on from 0.
        private void AddCounter(double counter)
        {
            if (_hasCounter)
            {
                if (counter < _counter) Restarted = true;
                _value += counter < _counter ? counter : counter - _counter;
                _count++;
            }

            _counter = counter;
            _hasCounter = true;
        }
    }
}
