using System;
using SmartCity.Node.Clock;
using SmartCity.Node.Sense;
using SmartCity.Wire;

namespace SmartCity.Node.Sample
{
    /// <summary>One sensor on its schedule: start, come back, read, hand each quantity to the channels that want it.</summary>
    public sealed class SensorTask
    {
        // No sensor of ours takes longer; one that says so is asked anyway and has its own reason to give.
        private const int MaxConversionMs = 60000;

        private readonly ISensor _sensor;
        private readonly Schedule _schedule;
        private readonly SensorValue[] _values;
        private readonly ChannelSampler[] _channels;
        private bool _converting;
        private bool _hurried;
        private long _startedMs;
        private long _readyMs;
        private long _slot;

        public SensorTask(string id, ISensor sensor, Schedule schedule, ChannelSampler[] channels)
        {
            Id = id;
            _sensor = sensor;
            _schedule = schedule;
            _channels = channels;
            _values = new SensorValue[sensor.Quantities.Length];
            for (int i = 0; i < _values.Length; i++) _values[i] = new SensorValue();
        }

        public string Id { get; }

        /// <summary>Reads with at least one reason instead of a value, since the start.</summary>
        public int Faults { get; private set; }

        /// <summary>Reads since the start.</summary>
        public int Reads { get; private set; }

        /// <summary>The reason of the last read, null when all was well.</summary>
        public string LastFault { get; private set; }

        /// <summary>Monotonic time at which there is something to do.</summary>
        public long Due
        {
            get { return _converting ? _readyMs : _schedule.Due; }
        }

        /// <summary>True while a sample that was asked for out of turn has not been taken.</summary>
        public bool IsHurried
        {
            get { return _hurried; }
        }

        /// <summary>The last value of a channel of this sensor; NaN when there is none.</summary>
        public double LastValue(string channel)
        {
            for (int i = 0; i < _channels.Length; i++)
            {
                if (_channels[i].Name == channel) return _channels[i].LastValue;
            }

            return double.NaN;
        }

        /// <summary>Samples now instead of at the next instant, and reports whatever it is.</summary>
        public void Hurry()
        {
            _schedule.Hurry();
            _hurried = true;
        }

        /// <summary>Does what is due.</summary>
        public void Step(INodeClock clock)
        {
            if (!_converting && clock.MonotonicMs >= _schedule.Due) Start(clock);
            if (_converting && clock.MonotonicMs >= _readyMs) Read();
        }

        private void Start(INodeClock clock)
        {
            _startedMs = _schedule.Punctual(clock.MonotonicMs);
            _slot = _schedule.Slot;
            _schedule.Next();
            int wait = 0;
            try
            {
                wait = _sensor.Start();
            }
            catch (Exception)
            {
                // A driver does not throw, but a device library under it may; Read will then have nothing new to tell.
                Deliver(MissingReason.Timeout);
                return;
            }

            _converting = true;
            _readyMs = clock.MonotonicMs + (wait < MaxConversionMs ? wait : MaxConversionMs);
        }

        private void Read()
        {
            _converting = false;
            try
            {
                _sensor.Read(_values);
            }
            catch (Exception)
            {
                Deliver(MissingReason.Timeout);
                return;
            }

            Deliver(null);
        }

        private void Deliver(string failure)
        {
            Reads++;
            LastFault = failure;
            for (int i = 0; i < _values.Length; i++)
            {
                if (failure != null) _values[i].Fail(failure);
                if (_values[i].Missing != null) LastFault = _values[i].Missing;
            }

            if (LastFault != null) Faults++;
            for (int i = 0; i < _channels.Length; i++) _channels[i].Accept(_values[_channels[i].SlotInSensor], _startedMs, _slot, _hurried);
            _hurried = false;
        }
    }
}
