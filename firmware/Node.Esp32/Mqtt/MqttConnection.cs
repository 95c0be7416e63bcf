using System;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using SmartCity.Node.Link;

namespace SmartCity.Node.Esp32.Mqtt
{
    /// <summary>
    /// One connection from its attempt to its end, with a client of its own: M2Mqtt's client keeps queues from one
    /// connection to the next. Once retired it tells nothing any more.
    /// </summary>
    internal sealed class MqttConnection
    {
        private readonly MqttEvents _events;
        private MqttClient _client;
        private bool _retired;

        public MqttConnection(MqttEvents events)
        {
            _events = events;
        }

        public bool IsOpen
        {
            get { return !_retired && _client != null && _client.IsConnected; }
        }

        /// <summary>Connects, which may take a minute; null, or how it failed.</summary>
        public string Open(Link.MqttSettings s, X509Certificate ca, X509Certificate2 own)
        {
            try
            {
                // Looks the host up, so it fails like a connection.
                _client = new MqttClient(s.Host, s.Port, s.Tls, ca, own, s.Tls ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
                _client.ProtocolVersion = MqttProtocolVersion.Version_3_1_1;
                _client.MqttMsgPublished += Published;
                _client.MqttMsgPublishReceived += Received;
                _client.ConnectionClosed += Closed;
                MqttReasonCode code = _client.Connect(
                    s.ClientId, s.User, s.Password, true, MqttQoSLevel.AtLeastOnce, s.WillTopic != null, s.WillTopic, s.WillPayload, true, (ushort)s.KeepAliveSeconds);
                return code == MqttReasonCode.Success ? null : "refused-" + ((int)code).ToString();
            }
            catch (Exception e)
            {
                return Reason(e, s.Tls);
            }
        }

        public void Subscribe(string topic)
        {
            _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
        }

        /// <summary>Message id, or -1. The client queues by reference and sends later, so the bytes are copied.</summary>
        public int Publish(string topic, byte[] payload, int count, bool retain)
        {
            // While disconnected the client would queue in RAM and lose the message.
            if (!IsOpen) return -1;
            byte[] copy = new byte[count];
            Array.Copy(payload, 0, copy, 0, count);
            return _client.Publish(topic, copy, null, null, MqttQoSLevel.AtLeastOnce, retain);
        }

        public void Retire()
        {
            _retired = true;
        }

        /// <summary>Frees socket, TLS session and threads; takes up to some three seconds.</summary>
        public void Close()
        {
            _retired = true;
            if (_client == null) return;
            _client.MqttMsgPublished -= Published;
            _client.MqttMsgPublishReceived -= Received;
            _client.ConnectionClosed -= Closed;
            _client.Close();
            _client = null;
        }

        private static string Reason(Exception e, bool tls)
        {
            for (Exception inner = e; inner != null; inner = inner.InnerException)
            {
                if (inner is SocketException) return "unreachable-" + ((SocketException)inner).ErrorCode.ToString();
            }

            return tls ? "tls" : "unreachable";
        }

        private void Published(object sender, MqttMsgPublishedEventArgs e)
        {
            if (_retired) return;

            // The client gives up on a message after its own repeats; a later PUBACK for it goes unheard.
            if (e.IsPublished) _events.Post(MqttEventKind.Published, e.MessageId, null, null, null);
            else _events.Post(MqttEventKind.Disconnected, 0, null, null, "no-puback");
        }

        private void Received(object sender, MqttMsgPublishEventArgs e)
        {
            if (!_retired) _events.Post(MqttEventKind.Received, 0, e.Topic, e.Message, null);
        }

        private void Closed(object sender, EventArgs e)
        {
            if (!_retired) _events.Post(MqttEventKind.Disconnected, 0, null, null, "closed");
        }
    }
}
