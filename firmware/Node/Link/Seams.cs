namespace SmartCity.Node.Link
{
    /// <summary>The radio: Wi-Fi on the device. Polled; nothing here waits.</summary>
    public interface INetwork
    {
        /// <summary>True while there is an address and the access point is in reach.</summary>
        bool IsUp { get; }

        /// <summary>dBm of the access point, 0 when not connected.</summary>
        int Rssi { get; }

        /// <summary>Starts an attempt to join; <see cref="IsUp"/> turns true if it succeeds.</summary>
        void Join();
    }

    /// <summary>What one MQTT connection is opened with.</summary>
    public sealed class MqttSettings
    {
        public string Host;
        public int Port;
        public bool Tls;
        public string ClientId;
        public string User;
        public string Password;
        public string WillTopic;
        public string WillPayload;
        public int KeepAliveSeconds;
    }

    /// <summary>What happened on the connection; one is handed out at a time by <see cref="IMqtt.Poll"/>.</summary>
    public enum MqttEventKind
    {
        None = 0,

        /// <summary>CONNACK with code 0.</summary>
        Connected,

        /// <summary>The attempt failed; <see cref="MqttEvent.Text"/> says how (<c>refused-5</c>, <c>unreachable</c>, <c>tls</c>).</summary>
        ConnectFailed,

        /// <summary>The connection is gone; <see cref="MqttEvent.Text"/> says how.</summary>
        Disconnected,

        /// <summary>PUBACK for <see cref="MqttEvent.MessageId"/>.</summary>
        Published,

        /// <summary>A message on <see cref="MqttEvent.Topic"/>.</summary>
        Received,
    }

    /// <summary>A reusable slot that <see cref="IMqtt.Poll"/> fills.</summary>
    public sealed class MqttEvent
    {
        public MqttEventKind Kind;
        public int MessageId;
        public string Topic;
        public byte[] Payload;
        public string Text;
    }

    /// <summary>
    /// An MQTT 3.1.1 client as the node sees it: commands that return at once, and events that are polled, so that the
    /// node runs in one thread and under a manual clock. The device's adapter keeps M2Mqtt's own threads behind it.
    /// </summary>
    public interface IMqtt
    {
        /// <summary>Starts connecting, clean session. Ends in <see cref="MqttEventKind.Connected"/> or <see cref="MqttEventKind.ConnectFailed"/>.</summary>
        void Connect(MqttSettings settings);

        void Subscribe(string topic);

        /// <summary>
        /// Sends at QoS 1 and returns the message id the PUBACK will carry, or -1 when it could not be sent.
        /// The payload is the array's first <paramref name="count"/> bytes and is copied or sent before the call returns.
        /// </summary>
        int Publish(string topic, byte[] payload, int count, bool retain);

        /// <summary>Drops the connection without waiting; unacknowledged messages are forgotten (the outbox has them).</summary>
        void Close();

        /// <summary>Fills <paramref name="e"/> with the oldest event and returns true, or returns false.</summary>
        bool Poll(MqttEvent e);
    }
}
