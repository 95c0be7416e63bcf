using SmartCity.Node.Config;
using SmartCity.Node.Outbox;
using SmartCity.Wire;

namespace SmartCity.Node.Link
{
    /// <summary>Where the link stands.</summary>
    public enum LinkState
    {
        /// <summary>Waiting for the next attempt.</summary>
        Waiting = 0,

        /// <summary>Waiting for the access point.</summary>
        Joining,

        /// <summary>Waiting for the broker's answer.</summary>
        Connecting,

        Online,
    }

    /// <summary>What the link tells the node.</summary>
    public interface ILinkListener
    {
        /// <summary>A connection stands; the status to begin it with may be queued now.</summary>
        void LinkOpened();

        void LinkReceived(TopicKind kind, byte[] payload);

        /// <summary>One of the node's own messages was acknowledged.</summary>
        void LinkDelivered(ControlMessage message);
    }

    /// <summary>
    /// Wi-Fi and MQTT as one state machine. Every state but being online has a time-out of its own, and being online is
    /// proven by acknowledgements: one that does not come in time ends the connection. A pack is sent again only on a new
    /// connection. Whatever the client throws ends the connection too.
    /// </summary>
    public sealed class LinkMachine
    {
        // How soon to look for events: an acknowledgement frees the window, a command can wait a little.
        private const int BusyPollMs = 20;
        private const int IdlePollMs = 200;

        // A flood from the broker must not keep the sensors waiting.
        private const int EventsPerStep = 32;

        private const int StuckMs = 60000;
        private const int JoinTimeoutMs = 30000;
        private const int ConnectTimeoutMs = 45000;

        // A connection that stood this long was a good one: the back-off begins anew.
        private const int StableMs = 30000;

        private readonly INodePlatform _platform;
        private readonly GuardedMqtt _mqtt;
        private readonly NodeConfig _config;
        private readonly PackOutbox _outbox;
        private readonly PackSender _sender;
        private readonly PackEntry _entry;
        private readonly ILinkListener _listener;
        private readonly Backoff _backoff;
        private readonly InFlight _inFlight;
        private readonly SendOrder _order;
        private readonly MqttEvent _event = new MqttEvent();
        private readonly string _willPayload;
        private readonly string[] _topics = new string[(int)TopicKind.CommandResult + 1];
        private long _sinceMs;
        private long _deadlineMs;

        public LinkMachine(
            INodePlatform platform, NodeConfig config, PackOutbox outbox, ControlMessages control, PackSender sender, PackEntry scratch,
            string willPayload, ILinkListener listener)
        {
            Control = control;
            _platform = platform;
            _mqtt = new GuardedMqtt(platform.Mqtt);
            _config = config;
            _outbox = outbox;
            _sender = sender;
            _entry = scratch;
            _willPayload = willPayload;
            _listener = listener;
            _backoff = new Backoff(platform, config.BackoffBaseMs, config.BackoffCapMs);
            _inFlight = new InFlight(config.Window + ControlMessages.Capacity);
            _order = new SendOrder(outbox);
            _deadlineMs = platform.Clock.MonotonicMs;
            LastOnlineMs = platform.Clock.MonotonicMs;
        }

        public LinkState State { get; private set; }

        /// <summary>The node's own messages; they outlive a change of configuration.</summary>
        public ControlMessages Control { get; }

        /// <summary>How the last attempt or connection ended, or null.</summary>
        public string LastError { get; private set; }

        /// <summary>Connections since the start.</summary>
        public int Connections { get; private set; }

        /// <summary>Monotonic time of the last moment the link was up.</summary>
        public long LastOnlineMs { get; private set; }

        /// <summary>Monotonic time of the last acknowledgement, or of the connection when there was none on it.</summary>
        public long LastAnswerMs { get; private set; }

        /// <summary>False when a time-out is overdue by far: the machine does not turn any more.</summary>
        public bool IsProgressing
        {
            get
            {
                long now = _platform.Clock.MonotonicMs;
                return State == LinkState.Online || now - _deadlineMs < StuckMs;
            }
        }

        /// <summary>Does what is due; returns milliseconds until it wants to be called again.</summary>
        public int Step()
        {
            long now = _platform.Clock.MonotonicMs;
            for (int i = 0; i < EventsPerStep && _mqtt.Poll(_event); i++) Handle(now);
            Advance(now);
            if (State == LinkState.Online) LastOnlineMs = now;
            return Wait(now);
        }

        /// <summary>Ends the connection; the next attempt comes after the back-off.</summary>
        public void Drop(string reason, long nowMs)
        {
            LastError = reason;
            _mqtt.Close();
            _inFlight.ReleaseAll();
            Control.ReleaseAll();
            Enter(LinkState.Waiting, nowMs, _backoff.Next());
        }

        private void Advance(long now)
        {
            if (State >= LinkState.Connecting && !_platform.Network.IsUp) Drop("wifi-lost", now);
            else if (State == LinkState.Online) Pump(now);
            else if (State == LinkState.Joining && _platform.Network.IsUp) Connect(now);
            else if (now >= _deadlineMs) DeadlinePassed(now);
        }

        private void DeadlinePassed(long now)
        {
            if (State == LinkState.Joining) Drop("no-wifi", now);
            else if (State == LinkState.Connecting) Drop("connect-timeout", now);
            else if (_platform.Network.IsUp) Connect(now);
            else Join(now);
        }

        private void Join(long now)
        {
            Enter(LinkState.Joining, now, JoinTimeoutMs);
            _platform.Network.Join();
        }

        private void Connect(long now)
        {
            Enter(LinkState.Connecting, now, ConnectTimeoutMs);
            MqttSettings s = new MqttSettings();
            s.Host = _config.Host;
            s.Port = _config.Port;
            s.Tls = _config.Tls;
            s.ClientId = Topics.ClientId(_config.Site, _config.Node);
            s.User = _config.User;
            s.Password = _config.Password;
            s.WillTopic = Topic(TopicKind.Status);
            s.WillPayload = _willPayload;
            s.KeepAliveSeconds = _config.KeepAliveSeconds;
            _mqtt.Connect(s);
        }

        private void Handle(long now)
        {
            switch (_event.Kind)
            {
                case MqttEventKind.Connected:
                    if (State == LinkState.Connecting) Opened(now);
                    break;
                case MqttEventKind.ConnectFailed:
                case MqttEventKind.Disconnected:
                    if (State == LinkState.Connecting || State == LinkState.Online) Drop(_event.Text, now);
                    break;
                case MqttEventKind.Published:
                    Acknowledged(_event.MessageId, now);
                    break;
                case MqttEventKind.Received:
                    Received();
                    break;
            }
        }

        private void Opened(long now)
        {
            Enter(LinkState.Online, now, 0);
            Connections++;
            LastAnswerMs = now;
            _mqtt.Subscribe(Topic(TopicKind.Config));
            _mqtt.Subscribe(Topic(TopicKind.Command));
            _order.Connected();
            _listener.LinkOpened();
        }

        private void Received()
        {
            string site;
            string node;
            TopicKind kind;
            if (Topics.Parse(_event.Topic, out site, out node, out kind) != null) return;
            if (site == _config.Site && node == _config.Node) _listener.LinkReceived(kind, _event.Payload);
        }

        private void Acknowledged(int id, long now)
        {
            int index = _inFlight.IndexOf(id);
            if (index < 0) return;
            LastAnswerMs = now;
            Lane lane = _inFlight.LaneAt(index);
            int handle = _inFlight.Handle(index);
            _inFlight.RemoveAt(index);
            if (lane != null) _outbox.Acknowledge(lane, handle);
            else Delivered(id);
        }

        private void Delivered(int id)
        {
            ControlMessage message = Control.Acknowledge(id);
            if (message != null) _listener.LinkDelivered(message);
        }

        private void Pump(long now)
        {
            if (now - _sinceMs >= StableMs) _backoff.Reset();
            if (_inFlight.Count > 0 && now - _inFlight.OldestSentMs >= _config.AckTimeoutMs)
            {
                Drop("ack-timeout", now);
                return;
            }

            while (!_inFlight.IsFull)
            {
                ControlMessage message = Control.Next();
                if (message == null) break;
                if (!Send(message, now)) return;
            }

            while (_inFlight.Packs < _config.Window && !_inFlight.IsFull)
            {
                int handle = _order.Next();
                if (handle < 0) break;
                if (!Send(_order.Lane, handle, now)) return;
            }
        }

        private bool Send(ControlMessage message, long now)
        {
            int id = _mqtt.Publish(Topic(message.Kind), message.Payload, message.Payload.Length, message.Retain);
            if (id < 0) return Refused(now);
            message.Id = id;
            _inFlight.Add(id, null, 0, now);
            return true;
        }

        private bool Send(Lane lane, int handle, long now)
        {
            if (!lane.Take(handle, _entry)) return true;
            int length = _sender.Compose(_entry);
            int id = _mqtt.Publish(Topic(lane == _outbox.Events ? TopicKind.Event : TopicKind.Data), _sender.Message, length, false);
            if (id < 0)
            {
                lane.Release(handle);
                return Refused(now);
            }

            _inFlight.Add(id, lane, handle, now);
            return true;
        }

        // The client cannot take a message: either it will say Disconnected soon, or it is stuck.
        private bool Refused(long now)
        {
            if (_inFlight.Count == 0) Drop("publish-refused", now);
            return false;
        }

        private string Topic(TopicKind kind)
        {
            if (_topics[(int)kind] == null) _topics[(int)kind] = Topics.Build(_config.Site, _config.Node, kind);
            return _topics[(int)kind];
        }

        private void Enter(LinkState state, long now, int timeoutMs)
        {
            State = state;
            _sinceMs = now;
            _deadlineMs = now + timeoutMs;
        }

        private int Wait(long now)
        {
            if (State == LinkState.Waiting) return _deadlineMs > now ? (int)(_deadlineMs - now) : 0;
            return State == LinkState.Online && _inFlight.Count == 0 ? IdlePollMs : BusyPollMs;
        }
    }
}
