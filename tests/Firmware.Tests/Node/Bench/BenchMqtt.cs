#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System;
    using System.Collections;
    using System.Text;
    using SmartCity.Node.Link;

    /// <summary>One message as the broker got it.</summary>
    public sealed class BenchMessage
    {
        public int Id;
        public string Topic;
        public byte[] Payload;
        public bool Retain;

        public string Text
        {
            get { return Encoding.UTF8.GetString(Payload, 0, Payload.Length); }
        }
    }

    /// <summary>A broker under the test's hand: it answers when told to, and keeps everything it was sent.</summary>
    public sealed class BenchMqtt : IMqtt
    {
        private readonly ArrayList _events = new ArrayList();
        private int _nextId = 1;

        /// <summary>Everything published, in order.</summary>
        public ArrayList Sent { get; } = new ArrayList();

        public ArrayList Subscriptions { get; } = new ArrayList();

        public MqttSettings Settings { get; private set; }

        /// <summary>Attempts to connect.</summary>
        public int Attempts { get; private set; }

        /// <summary>True to accept connections at once.</summary>
        public bool Accepts { get; set; } = true;

        /// <summary>True to say nothing at all to an attempt.</summary>
        public bool IsSilent { get; set; }

        /// <summary>True to acknowledge every message at once.</summary>
        public bool Acknowledges { get; set; } = true;

        /// <summary>True to be unable to take a message.</summary>
        public bool Refuses { get; set; }

        /// <summary>True to throw at every call, as a client library may.</summary>
        public bool Throws { get; set; }

        public bool IsOpen { get; private set; }

        public void Connect(MqttSettings settings)
        {
            Attempts++;
            Settings = settings;
            if (Throws) throw new InvalidOperationException("socket");
            if (IsSilent) return;
            IsOpen = Accepts;
            Add(Accepts ? MqttEventKind.Connected : MqttEventKind.ConnectFailed, 0, null, null, "unreachable");
        }

        public void Subscribe(string topic)
        {
            if (Throws) throw new InvalidOperationException("socket");
            Subscriptions.Add(topic);
        }

        public int Publish(string topic, byte[] payload, int count, bool retain)
        {
            if (Throws) throw new InvalidOperationException("socket");
            if (Refuses || !IsOpen) return -1;
            BenchMessage m = new BenchMessage();
            m.Id = _nextId++;
            m.Topic = topic;
            m.Payload = new byte[count];
            Array.Copy(payload, 0, m.Payload, 0, count);
            m.Retain = retain;
            Sent.Add(m);
            if (Acknowledges) Acknowledge(m);
            return m.Id;
        }

        public void Close()
        {
            IsOpen = false;
            _events.Clear();
            if (Throws) throw new InvalidOperationException("socket");
        }

        public bool Poll(MqttEvent e)
        {
            if (Throws) throw new InvalidOperationException("socket");
            if (_events.Count == 0) return false;
            MqttEvent next = (MqttEvent)_events[0];
            _events.RemoveAt(0);
            e.Kind = next.Kind;
            e.MessageId = next.MessageId;
            e.Topic = next.Topic;
            e.Payload = next.Payload;
            e.Text = next.Text;
            return true;
        }

        public void Acknowledge(BenchMessage m)
        {
            Add(MqttEventKind.Published, m.Id, null, null, null);
        }

        public void Disconnect(string reason)
        {
            IsOpen = false;
            Add(MqttEventKind.Disconnected, 0, null, null, reason);
        }

        /// <summary>A message comes down to the node.</summary>
        public void Deliver(string topic, string payload)
        {
            Add(MqttEventKind.Received, 0, topic, Encoding.UTF8.GetBytes(payload), null);
        }

        /// <summary>Messages on topics that end so, oldest first.</summary>
        public BenchMessage[] On(string suffix)
        {
            ArrayList found = new ArrayList();
            for (int i = 0; i < Sent.Count; i++)
            {
                BenchMessage m = (BenchMessage)Sent[i];
                if (m.Topic.EndsWith(suffix)) found.Add(m);
            }

            BenchMessage[] array = new BenchMessage[found.Count];
            found.CopyTo(array, 0);
            return array;
        }

        private void Add(MqttEventKind kind, int id, string topic, byte[] payload, string text)
        {
            MqttEvent e = new MqttEvent();
            e.Kind = kind;
            e.MessageId = id;
            e.Topic = topic;
            e.Payload = payload;
            e.Text = text;
            _events.Add(e);
        }
    }
}
