using System.Collections;
using SmartCity.Node.Clock;
using SmartCity.Node.Config;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Sample
{
    /// <summary>Makes a sensor of a row of the configuration, or says why not.</summary>
    public interface ISensorSource
    {
        ISensor Create(SensorOptions options, out string reason);
    }

    /// <summary>All sensors and channels of a configuration, and the two packs they fill.</summary>
    public sealed class Sampler
    {
        private const int StuckMs = 60000;

        private readonly INodeClock _clock;
        private readonly PackBuilder _data;
        private readonly PackBuilder _events;
        private readonly SensorTask[] _tasks;
        private bool _flushing;

        public Sampler(INodeClock clock, NodeConfig config, ISensorSource source, PackBuilder data, PackBuilder events)
        {
            _clock = clock;
            _data = data;
            _events = events;
            _tasks = new SensorTask[config.Sensors.Length];
            for (int i = 0; i < _tasks.Length; i++) _tasks[i] = MakeTask(config, i, source);
        }

        /// <summary>What is wrong with the sensor table as far as only the board could tell, or null.</summary>
        public string Problem { get; private set; }

        public int SensorCount
        {
            get { return _tasks.Length; }
        }

        /// <summary>Monotonic time at which there is something to do.</summary>
        public long Due
        {
            get
            {
                long due = _data.Due;
                for (int i = 0; i < _tasks.Length; i++)
                {
                    if (_tasks[i].Due < due) due = _tasks[i].Due;
                }

                return due;
            }
        }

        public SensorTask Sensor(int index)
        {
            return _tasks[index];
        }

        /// <summary>False when a sensor is overdue by far: the loop does not turn any more.</summary>
        public bool IsProgressing
        {
            get { return _clock.MonotonicMs - Due < StuckMs; }
        }

        /// <summary>The last value of a channel; NaN when there is none.</summary>
        public double LastValue(string channel)
        {
            double value = double.NaN;
            for (int i = 0; i < _tasks.Length && double.IsNaN(value); i++) value = _tasks[i].LastValue(channel);
            return value;
        }

        public void Step()
        {
            for (int i = 0; i < _tasks.Length; i++) _tasks[i].Step(_clock);
            if (_flushing && !AnyHurried())
            {
                _flushing = false;
                _data.Flush();
            }

            if (_clock.MonotonicMs >= _data.Due) _data.Flush();
        }

        /// <summary>Samples every sensor at the next step, and puts the pack into the outbox when all have answered.</summary>
        public void HurryAndFlush()
        {
            Hurry();
            _flushing = true;
        }

        /// <summary>Samples every sensor at the next step.</summary>
        public void Hurry()
        {
            for (int i = 0; i < _tasks.Length; i++) _tasks[i].Hurry();
        }

        /// <summary>Puts what has been gathered into the outbox.</summary>
        public void Flush()
        {
            _events.Flush();
            _data.Flush();
        }

        private SensorTask MakeTask(NodeConfig config, int row, ISensorSource source)
        {
            SensorConfig s = config.Sensors[row];
            string reason;
            ISensor sensor = source.Create(s.Options, out reason);
            if (sensor == null)
            {
                Note(s.Id + ": " + reason);
                sensor = new AbsentSensor(QuantitiesOf(config, row));
            }

            ArrayList channels = new ArrayList();
            for (int i = 0; i < config.Channels.Length; i++)
            {
                ChannelConfig c = config.Channels[i];
                if (c.Sensor != row) continue;
                int slot = IndexOf(sensor.Quantities, c.Quantity);
                if (slot >= 0) channels.Add(new ChannelSampler(c, s.EveryMs, slot, _data, _events));
                else Note(s.Id + " has no quantity " + c.Quantity);
            }

            ChannelSampler[] array = new ChannelSampler[channels.Count];
            channels.CopyTo(array, 0);
            return new SensorTask(s.Id, sensor, new Schedule(_clock, s.EveryMs, config.AlignToWall), array);
        }

        private bool AnyHurried()
        {
            for (int i = 0; i < _tasks.Length; i++)
            {
                if (_tasks[i].IsHurried) return true;
            }

            return false;
        }

        private void Note(string problem)
        {
            if (Problem == null) Problem = problem;
        }

        private static string[] QuantitiesOf(NodeConfig config, int row)
        {
            ArrayList names = new ArrayList();
            for (int i = 0; i < config.Channels.Length; i++)
            {
                if (config.Channels[i].Sensor == row) names.Add(config.Channels[i].Quantity);
            }

            string[] array = new string[names.Count];
            names.CopyTo(array, 0);
            return array;
        }

        private static int IndexOf(string[] names, string name)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == name) return i;
            }

            return -1;
        }
    }
}
