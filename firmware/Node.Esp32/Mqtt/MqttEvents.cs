using SmartCity.Node.Link;

namespace SmartCity.Node.Esp32.Mqtt
{
    /// <summary>
    /// What the client's threads have to tell, kept until the node's own thread asks. Bounded; what does not fit is
    /// dropped: an acknowledgement that is missed ends the connection by its time-out and the pack is sent again.
    /// </summary>
    internal sealed class MqttEvents
    {
        private const int Capacity = 32;
        private readonly MqttEvent[] _ring = new MqttEvent[Capacity];
        private int _first;
        private int _count;

        public MqttEvents()
        {
            for (int i = 0; i < Capacity; i++) _ring[i] = new MqttEvent();
        }

        public void Post(MqttEventKind kind, int messageId, string topic, byte[] payload, string text)
        {
            lock (_ring)
            {
                if (_count == Capacity) return;
                MqttEvent slot = _ring[(_first + _count) % Capacity];
                Fill(slot, kind, messageId, topic, payload, text);
                _count++;
            }
        }

        public bool Poll(MqttEvent e)
        {
            lock (_ring)
            {
                if (_count == 0) return false;
                MqttEvent slot = _ring[_first];
                Fill(e, slot.Kind, slot.MessageId, slot.Topic, slot.Payload, slot.Text);
                Fill(slot, MqttEventKind.None, 0, null, null, null);
                _first = (_first + 1) % Capacity;
                _count--;
                return true;
            }
        }

        public void Clear()
        {
            lock (_ring)
            {
                while (_count > 0)
                {
                    Fill(_ring[_first], MqttEventKind.None, 0, null, null, null);
                    _first = (_first + 1) % Capacity;
                    _count--;
                }
            }
        }

        private static void Fill(MqttEvent slot, MqttEventKind kind, int messageId, string topic, byte[] payload, string text)
        {
            slot.Kind = kind;
            slot.MessageId = messageId;
            slot.Topic = topic;
            slot.Payload = payload;
            slot.Text = text;
        }
    }
}
