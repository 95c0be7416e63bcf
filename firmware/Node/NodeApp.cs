using SmartCity.Node.Config;
using SmartCity.Node.Control;
using SmartCity.Node.Health;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Node.Update;
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
    /// and nothing is sent. Faults of sensors and of the network never come out of <see cref="Step"/> as exceptions; what
    /// does is a fault of the node itself, to be kept with <see cref="CrashRecord"/> and ended by a reboot.
    /// </remarks>
    public sealed class NodeApp : ILinkListener
    {
        /// <summary>The configuration's file on the node's flash.</summary>
        public const string ConfigFile = "node.json";

        private const int IdleMs = 1000;

        private readonly INodePlatform _platform;
        private readonly NodeParts _parts;
        private readonly ConfigKeeper _keeper;
        private readonly Watchdog _watchdog;
        private readonly JsonBuilder _reported = new JsonBuilder(1536);
        private CommandDesk _desk;
        private StatusReport _status;
        private bool _anchored;
        private bool _rebuild;
        private bool _rebooting;
        private bool _stopped;
        private long _healthDue;
        private long _startedMs;

        /// <summary>A node with the drivers of <c>Sense/Drivers</c>.</summary>
        public NodeApp(INodePlatform platform)
            : this(platform, new DriverSource(platform))
        {
        }

        /// <summary>A node whose sensors come from elsewhere: the device's bindings, a test.</summary>
        public NodeApp(INodePlatform platform, ISensorSource sensors)
        {
            _platform = platform;
            _parts = new NodeParts(platform, sensors);
            _keeper = new ConfigKeeper(platform.Flash);
            _watchdog = new Watchdog(platform);
        }

        /// <summary>What is wrong with the configuration, null when nothing is.</summary>
        public string ConfigError
        {
            get { return _keeper.Error; }
        }

        /// <summary>The configuration in force; null without a sound one.</summary>
        public NodeConfig Config
        {
            get { return _keeper.Config; }
        }

        /// <summary>What the last desired configuration came to.</summary>
        public DesiredState ConfigState
        {
            get { return _keeper.State; }
        }

        /// <summary>The outbox with its counters: put, acknowledged, dropped. Null before <see cref="Start"/>.</summary>
        public PackOutbox Outbox
        {
            get { return _parts.Outbox; }
        }

        /// <summary>Number of this boot.</summary>
        public uint Boot
        {
            get { return _parts.Log.Boot; }
        }

        public LinkState LinkState
        {
            get { return _parts.Link == null ? LinkState.Waiting : _parts.Link.State; }
        }

        /// <summary>Told of every pack that is durably stored; set it before <see cref="Start"/>.</summary>
        public IPackObserver Observer { get; set; }

        /// <summary>Slot of the program that runs, -1 for the one that came with the cable; set it before <see cref="Start"/>.</summary>
        public int RunningSlot { get; set; } = -1;

        /// <summary>The last self-test as JSON, null while there was none or one runs.</summary>
        public string SelfTestReport
        {
            get { return _desk == null ? null : _desk.SelfTestReport; }
        }

        /// <summary>Reads flash and configuration and makes everything ready; samples at the first step.</summary>
        public void Start()
        {
            _keeper.Load(_parts.NowMs);
            _parts.Log.Mount(Config == null ? 0 : (uint)Config.Boots);
            if (Config == null)
            {
                _platform.Log("configuration: " + ConfigError);
                return;
            }

            _parts.MountOutbox(Config, Observer);
            _startedMs = _parts.NowMs;
            _parts.Update = new UpdateKeeper(_platform.Flash, Config.UpdateKey, RunningSlot, NodeVersion.Code);
            _parts.Update.Room = _platform.ProgramRoom;
            _status = new StatusReport(_parts);
            _desk = new CommandDesk(_parts);
            Build();
        }

        /// <summary>Does what is due now; returns milliseconds until it wants to be called again.</summary>
        public int Step()
        {
            if (Config == null || _rebooting) return IdleMs;
            Anchor();
            if (!_stopped) _parts.Sampler.Step();
            int wait = _parts.Link.Step();
            if (_keeper.Step(_parts.NowMs))
            {
                QueueReported();
                _rebuild = true;
            }

            if (_rebuild) Build();
            ReportHealth();
            _desk.Step();
            _parts.Led.Step(_parts.NowMs);
            if (_parts.Outputs.Step(_parts.NowMs, _parts.NowMs - _parts.Link.LastOnlineMs)) QueueStatus("health");
            _watchdog.Step(_stopped || _parts.Sampler.IsProgressing, _parts.Link.IsProgressing);
            if (_parts.NowMs >= _desk.RebootAtMs || _parts.Update.GiveUp(_parts.NowMs - _startedMs)) Reboot();
            return _parts.Update.IsChecking ? 0 : Wait(wait);
        }

        /// <summary>Begins a self-test, as a button or the serial console asks for it.</summary>
        public void BeginSelfTest()
        {
            if (_desk != null) _desk.BeginSelfTest();
        }

        /// <summary>
        /// Puts everything gathered into the outbox and notes that this boot ends on purpose. <see cref="Step"/> goes on sending
        /// what waits there, and samples no more.
        /// </summary>
        public void Stop()
        {
            _stopped = true;
            if (_parts.Sampler != null)
            {
                _parts.Sampler.Flush();
                _parts.Outputs.TripAll("stop");
            }

            _parts.Log.MarkClean();
        }

        void ILinkListener.LinkOpened()
        {
            QueueStatus("birth");
            QueueReported();
        }

        void ILinkListener.LinkReceived(TopicKind kind, byte[] payload)
        {
            if (kind == TopicKind.Command)
            {
                _desk.Receive(payload);
            }
            else if (kind == TopicKind.Config && payload.Length > 0)
            {
                // The link stands in the middle of its step: what hangs on it is made anew after that.
                if (_keeper.Offer(payload, _parts.NowMs)) _rebuild = true;
                else QueueReported();
            }
        }

        void ILinkListener.LinkDelivered(ControlMessage message)
        {
            if (message.Kind == TopicKind.Status)
            {
                StatusDelivered(message.Tag);
                if (_parts.Sampler.IsProgressing) _parts.Update.Confirm();
            }

            if (message.Kind == TopicKind.CommandResult && message.Tag == CommandDesk.RebootTag) _desk.RebootAnswered();
            if (message.Kind == TopicKind.ConfigReported && _keeper.IsOnTrial && !_rebuild)
            {
                _keeper.Confirm();
                QueueReported();
            }
        }

        private void Build()
        {
            _rebuild = false;
            _parts.Build(Config, StatusReport.Will(Boot), this);
        }

        // Times of this boot become exact once the clock is set, also for packs that are sent by a later boot.
        private void Anchor()
        {
            if (_anchored || !_platform.Clock.WallKnown) return;
            _anchored = true;
            _parts.Log.MarkAnchor(_platform.Clock.WallMs - _platform.Clock.MonotonicMs);
        }

        private void StatusDelivered(int changes)
        {
            _status.Delivered();
            if (_status.Losses == 0 || changes != _parts.Log.Losses.Changes) return;
            _parts.Log.MarkReported(_status.Losses);
            if (_parts.Log.Losses.Count > 0) QueueStatus("health");
        }

        private void ReportHealth()
        {
            if (_parts.Link.State != LinkState.Online) return;
            bool quiet = _parts.NowMs - _parts.Link.LastAnswerMs >= Config.KeepAliveSeconds * 1000L;
            if (_parts.NowMs >= _healthDue || (quiet && _parts.Control.Count == 0)) QueueStatus("health");
        }

        private void QueueStatus(string state)
        {
            _healthDue = _parts.NowMs + Config.HealthMs;
            _status.Write(state);
            _parts.Control.Add(TopicKind.Status, _status.Json.Buffer, _status.Json.Length, true, _parts.Log.Losses.Changes);
        }

        private void QueueReported()
        {
            _keeper.Report(_reported);
            _parts.Control.Add(TopicKind.ConfigReported, _reported.Buffer, _reported.Length, true, 0);
        }

        private void Reboot()
        {
            Stop();
            _parts.Link.Drop("reboot", _parts.NowMs);
            _rebooting = true;
            _platform.Reboot();
        }

        private int Wait(int wait)
        {
            long untilSample = _stopped ? IdleMs : _parts.Sampler.Due - _parts.NowMs;
            if (untilSample < wait) wait = untilSample < 0 ? 0 : (int)untilSample;
            return wait < IdleMs ? wait : IdleMs;
        }
    }
}
