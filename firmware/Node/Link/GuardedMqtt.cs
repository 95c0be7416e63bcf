using System;

namespace SmartCity.Node.Link
{
    /// <summary>
    /// The MQTT client behind a wall: whatever a client library throws becomes the result or the event that the state machine
    /// knows anyway. Only the client's calls are guarded, so that no fault of the node's own is taken for one of the network.
    /// </summary>
    internal sealed class GuardedMqtt
    {
        private readonly IMqtt _mqtt;
        private string _failure;
        private MqttEventKind _failureKind;

        public GuardedMqtt(IMqtt mqtt)
        {
            _mqtt = mqtt;
        }

        public void Connect(MqttSettings settings)
        {
            _failure = null;
            try
            {
                _mqtt.Connect(settings);
            }
            catch (Exception e)
            {
                Fail(MqttEventKind.ConnectFailed, e);
            }
        }

        public void Subscribe(string topic)
        {
            try
            {
                _mqtt.Subscribe(topic);
            }
            catch (Exception e)
            {
                Fail(MqttEventKind.Disconnected, e);
            }
        }

        public int Publish(string topic, byte[] payload, int count, bool retain)
        {
            try
            {
                return _mqtt.Publish(topic, payload, count, retain);
            }
            catch (Exception e)
            {
                Fail(MqttEventKind.Disconnected, e);
                return -1;
            }
        }

        public void Close()
        {
            try
            {
                _mqtt.Close();
            }
            catch (Exception)
            {
                // It was to be gone, and it is.
            }

            _failure = null;
        }

        public bool Poll(MqttEvent e)
        {
            try
            {
                if (_mqtt.Poll(e)) return true;
            }
            catch (Exception x)
            {
                Fail(MqttEventKind.Disconnected, x);
            }

            if (_failure == null) return false;
            e.Kind = _failureKind;
            e.Text = _failure;
            _failure = null;
            return true;
        }

        private void Fail(MqttEventKind kind, Exception e)
        {
            _failureKind = kind;
            _failure = "client " + e.Message;
        }
    }
}
