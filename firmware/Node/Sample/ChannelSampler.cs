using System;
using SmartCity.Node.Config;
using SmartCity.Node.Sense;
using SmartCity.Wire;

namespace SmartCity.Node.Sample
{
    /// <summary>One channel on its way from samples to readings: median, flags, statistic of the period, deadband, events.</summary>
    public sealed class ChannelSampler
    {
        // Beyond this a mantissa is no exact whole number in a double any more.
        private const double MantissaLimit = 9e15;

        private readonly ChannelConfig _config;
        private readonly PackBuilder _data;
        private readonly PackBuilder _events;
        private readonly int _samplesPerPeriod;
        private readonly double _power;
        private readonly MedianWindow _median;
        private readonly FlatLine _flat;
        private readonly PeriodStatistic _statistic;
        private readonly Deadband _deadband;
        private readonly Threshold _threshold;
        private readonly Debounce _debounce;
        private long _lastSlot;
        private bool _begun;
        private int _quality = Quality.Good;
        private string _missing;

        public ChannelSampler(ChannelConfig config, int everyMs, int slotInSensor, PackBuilder data, PackBuilder events)
        {
            _config = config;
            _data = data;
            _events = events;
            SlotInSensor = slotInSensor;
            _samplesPerPeriod = (config.PeriodMs + everyMs - 1) / everyMs;
            _power = Math.Pow(10, config.Decimals);
            _median = new MedianWindow(config.Median);
            _flat = new FlatLine(config.FlatMs);
            _statistic = new PeriodStatistic(config.Statistic);
            _deadband = new Deadband(config.Deadband, config.HeartbeatMs);
            _threshold = new Threshold(config);
            _debounce = new Debounce(config.DebounceMs);
        }

        public string Name
        {
            get { return _config.Name; }
        }

        /// <summary>The last sample as a value of the channel; NaN before the first and when it is missing.</summary>
        public double LastValue { get; private set; } = double.NaN;

        /// <summary>Which of the sensor's quantities it takes; -1 when the sensor has none of that name.</summary>
        public int SlotInSensor { get; }

        /// <summary>Takes one sample in and reports when the period is over.</summary>
        /// <param name="sample">Value or reason.</param>
        /// <param name="atMs">Monotonic time of the sample.</param>
        /// <param name="slot">Ordinal of the sample in its schedule.</param>
        /// <param name="now">True to report at once, news or not.</param>
        public void Accept(SensorValue sample, long atMs, long slot, bool now)
        {
            LastValue = double.NaN;
            if (sample.Missing != null || double.IsNaN(sample.Value)) _missing = sample.Missing ?? MissingReason.Range;
            else if (_config.IsState) AcceptState(sample.Value, atMs);
            else AcceptNumber(sample.Value, atMs);

            if (!_begun || slot < _lastSlot) _lastSlot = slot - 1;
            _begun = true;
            if (now) _deadband.Forget();
            else if (slot % _samplesPerPeriod != 0 && slot - _lastSlot < _samplesPerPeriod) return;
            _lastSlot = slot;
            Report(atMs);
        }

        private void AcceptState(double value, long atMs)
        {
            bool state = (value * _config.Scale) + _config.Bias > 0.5;
            bool changed = _debounce.Add(state, atMs);
            _missing = null;
            if (!changed) return;
            bool isEvent = _threshold.Add(_debounce.State ? 1 : 0, atMs);
            _deadband.IsNews(_debounce.State ? 1 : 0, Quality.Good, null, atMs);
            ReportState(isEvent ? _events : _data, atMs);
        }

        private void AcceptNumber(double raw, long atMs)
        {
            LastValue = (raw * _config.Scale) + _config.Bias;
            if (_flat.Add(raw, atMs)) Worsen(Quality.Suspect);
            double value = _median.Add(raw);
            if (_config.Statistic != Statistic.Difference) value = (value * _config.Scale) + _config.Bias;
            _statistic.Add(value);
            if (!_config.HasEvent || _config.Statistic == Statistic.Difference || !_threshold.Add(value, atMs)) return;
            ReportNumber(_events, value, IsInRange(value) ? Quality.Good : Quality.Fail, atMs);
        }

        private void Report(long atMs)
        {
            if (_config.IsState) ReportStateAgain(atMs);
            else if (_statistic.HasValue) ReportPeriod(atMs);
            else if (_missing != null) ReportMissing(atMs);
            _statistic.Reset();
            _quality = Quality.Good;
            _missing = null;
        }

        private void ReportPeriod(long atMs)
        {
            double value = _statistic.Value;
            if (_config.Statistic == Statistic.Difference) value = (value * _config.Scale) + _config.Bias;
            if (_statistic.Restarted) Worsen(Quality.Suspect);
            if (!IsInRange(value)) Worsen(Quality.Fail);
            if (_deadband.IsNews(value, _quality, null, atMs)) ReportNumber(_data, value, _quality, atMs);
        }

        private void ReportStateAgain(long atMs)
        {
            if (_missing != null) ReportMissing(atMs);
            else if (_debounce.IsKnown && _deadband.IsNews(_debounce.State ? 1 : 0, Quality.Good, null, atMs)) ReportState(_data, atMs);
        }

        private void ReportMissing(long atMs)
        {
            if (_deadband.IsNews(0, Quality.Missing, _missing, atMs)) _data.Missing(_config.Name, _missing, atMs);
        }

        private void ReportState(PackBuilder lane, long atMs)
        {
            lane.State(_config.Name, _debounce.State, atMs);
            if (lane == _events) lane.Flush();
        }

        private void ReportNumber(PackBuilder lane, double value, int quality, long atMs)
        {
            double mantissa = value * _power;
            if (mantissa > -MantissaLimit && mantissa < MantissaLimit) lane.Number(_config.Name, (long)Math.Round(mantissa), _config.Decimals, atMs, quality);
            else lane.Missing(_config.Name, MissingReason.Range, atMs);
            if (lane == _events) lane.Flush();
        }

        private bool IsInRange(double value)
        {
            return value >= _config.Min && value <= _config.Max;
        }

        private void Worsen(int quality)
        {
            if (quality > _quality) _quality = quality;
        }
    }
}
