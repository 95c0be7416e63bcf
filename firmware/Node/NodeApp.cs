using System.Collections;
using SmartCity.Node.Config;
using SmartCity.Node.Health;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Wire;

namespace SmartCity.Node
{
    /// <summary>
    /// The node: configuration, sampling, outbox and link over one <see cref="INodePlatform"/>. Single-threaded and
    /// deterministic: the owner calls <see cref="Step"/>, waits as long as it says (or less), and calls it again.
    /// </summary>
    /// <remarks>
    /// The owner's loop is <c>node.Start(); while (…) wait(node.Step());</c>. <see cref="Start"/> needs the file
    /// <c>node.json</c> on the flash; without a sound one <see cref="ConfigError"/> says what is wrong, nothing is sampled
    /// and nothing is sent. Faults of sensors and of the network never come out of <see cref="Step"/> as exceptions.
    /// </remarks>
    public sealed class NodeApp : ILinkListener
    {
        /// <summary>The configuration's file on the node's flash.</summary>
        public const string ConfigFile = "node.json";

        private const int IdleMs = 1000;
        private const int EventReadings = 16;

        private readonly INodePlatform _platform;
        private readonly ISensorSource _sensors;
        private readonly PackEntry _entry = new PackEntry();
        private readonly NodeLog _log;
        private NodeConfig _config;
        private Sampler _sampler;
        private LinkMachine _link;
        private StatusReport _status;
        private long _healthDue;
        private int _lossesInStatus;
        private bool _stopped;

        /// <summary>A node with the drivers of <c>Sense/Drivers</c>.</summary>
        public NodeApp(INodePlatform platform)
            : this(platform, new DriverSource(platform))
        {
        }

        /// <summary>A node whose sensors come from elsewhere: the device's bindings, a test.</summary>
        public NodeApp(INodePlatform platform, ISensorSource sensors)
        {
            _platform = platform;
            _sensors = sensors;
            _log = new NodeLog(platform.Flash);
        }

        /// <summary>What is wrong with the configuration, null when nothing is.</summary>
        public string ConfigError { get; private set; }

        /// <summary>The outbox with its counters: put, acknowledged, dropped. Null before <see cref="Start"/>.</summary>
        public PackOutbox Outbox { get; private set; }

        /// <summary>Number of this boot.</summary>
        public uint Boot
        {
            get { return _log.Boot; }
        }

        public LinkState LinkState
        {
            get { return _link == null ? LinkState.Waiting : _link.State; }
        }

        /// <summary>Told of every pack that is durably stored; set it before <see cref="Start"/>.</summary>
        public IPackObserver Observer { get; set; }

        /// <summary>Reads flash and configuration and makes everything ready; samples at the first step.</summary>
        public void Start()
        {
            _log.Mount();
            _config = ReadConfig();
            if (_config == null)
            {
                _platform.Log("configuration: " + ConfigError);
                return;
            }

            Outbox = new PackOutbox(_platform.Flash, _log, _config.EventBytes, _config.DataBytes);
            Outbox.Observer = Observer;
            Outbox.Mount(_entry);

            string baseName = BaseName.FromMac(_platform.MacAddress);
            PackBuilder data = Builder(baseName, false, _config.PackReadings);
            PackBuilder events = Builder(baseName, true, EventReadings);
            _sampler = new Sampler(_platform.Clock, _config, _sensors, data, events);
            if (_sampler.Problem != null) _platform.Log("sensors: " + _sampler.Problem);
            _status = new StatusReport(_platform, _log, Outbox);
            PackSender sender = new PackSender(_platform.Clock, _log, baseName);
            _link = new LinkMachine(_platform, _config, Outbox, sender, _entry, StatusReport.Will(_log.Boot), this);
        }

        /// <summary>Does what is due now; returns milliseconds until it wants to be called again.</summary>
        public int Step()
        {
            if (_config == null) return IdleMs;
            if (!_stopped) _sampler.Step();
            int wait = _link.Step();
            ReportHealth();
            _platform.KickWatchdog();

            long untilSample = _stopped ? IdleMs : _sampler.Due - _platform.Clock.MonotonicMs;
            if (untilSample < wait) wait = untilSample < 0 ? 0 : (int)untilSample;
            return wait < IdleMs ? wait : IdleMs;
        }

        /// <summary>
        /// Puts everything gathered into the outbox and notes that this boot ends on purpose. <see cref="Step"/> goes on sending
        /// what waits there, and samples no more.
        /// </summary>
        public void Stop()
        {
            _stopped = true;
            if (_config != null) _sampler.Flush();
            _log.MarkClean();
        }

        void ILinkListener.LinkOpened()
        {
            QueueStatus("birth");
        }

        void ILinkListener.LinkReceived(TopicKind kind, byte[] payload)
        {
        }

        void ILinkListener.LinkDelivered(ControlMessage message)
        {
            if (message.Kind == TopicKind.Status && message.Tag == _log.Losses.Count) _log.MarkReported();
        }

        private void ReportHealth()
        {
            if (_link.State != LinkState.Online || _platform.Clock.MonotonicMs < _healthDue) return;
            QueueStatus("health");
        }

        private void QueueStatus(string state)
        {
            _healthDue = _platform.Clock.MonotonicMs + _config.HealthMs;
            _lossesInStatus = _status.Write(state, _config, _sampler, _link, _link.LastError);
            _link.Control.Add(TopicKind.Status, _status.Json.Buffer, _status.Json.Length, true, _lossesInStatus);
        }

        private PackBuilder Builder(string baseName, bool isEvent, int maxReadings)
        {
            return new PackBuilder(
                _platform.Clock, Outbox, _entry, baseName, _config.Format, isEvent, maxReadings, _config.PackPeriodMs);
        }

        private NodeConfig ReadConfig()
        {
            int length = _platform.Flash.Length(ConfigFile);
            if (length < 0 || length > JsonReader.MaxBytes)
            {
                ConfigError = length < 0 ? "no file " + ConfigFile : ConfigFile + " is longer than " + JsonReader.MaxBytes.ToString() + " bytes";
                return null;
            }

            byte[] text = new byte[length];
            int read = _platform.Flash.Read(ConfigFile, 0, text, 0, length);
            string error;
            Hashtable root = JsonReader.ReadObject(text, read, out error);
            if (root == null)
            {
                ConfigError = error;
                return null;
            }

            ConfigErrors errors = new ConfigErrors();
            NodeConfig config = NodeConfig.Read(root, errors);
            if (!errors.Any) return config;
            ConfigError = errors.Summary;
            return null;
        }
    }
}
