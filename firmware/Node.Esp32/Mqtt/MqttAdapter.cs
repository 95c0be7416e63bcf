using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmartCity.Node.Link;

namespace SmartCity.Node.Esp32.Mqtt
{
    /// <summary>
    /// M2Mqtt behind commands that return at once: a worker thread closes the old connection before it opens the next, so
    /// that there is never more than one TLS session (each takes some 40 KB of the chip's memory).
    /// </summary>
    internal sealed class MqttAdapter : IMqtt
    {
        private readonly MqttEvents _events = new MqttEvents();
        private readonly AutoResetEvent _work = new AutoResetEvent(false);
        private readonly object _gate = new object();
        private readonly X509Certificate _ca;
        private readonly X509Certificate2 _own;
        private MqttSettings _wanted;
        private MqttConnection _current;
        private MqttConnection _ended;

        /// <param name="ca">The gateway's certificate authority; null for the bundle stored in the device.</param>
        /// <param name="own">The node's certificate and key; null to log in with user and password alone.</param>
        public MqttAdapter(X509Certificate ca, X509Certificate2 own)
        {
            _ca = ca;
            _own = own;
            new Thread(Work).Start();
        }

        public void Connect(MqttSettings settings)
        {
            lock (_gate)
            {
                End();
                _wanted = settings;
            }

            _work.Set();
        }

        public void Close()
        {
            lock (_gate)
            {
                End();
                _wanted = null;
            }

            _work.Set();
        }

        public void Subscribe(string topic)
        {
            MqttConnection connection = _current;
            if (connection != null && connection.IsOpen) connection.Subscribe(topic);
        }

        public int Publish(string topic, byte[] payload, int count, bool retain)
        {
            MqttConnection connection = _current;
            return connection == null ? -1 : connection.Publish(topic, payload, count, retain);
        }

        public bool Poll(MqttEvent e)
        {
            return _events.Poll(e);
        }

        // Within the gate. What the ended connection still had to tell is no longer asked for.
        private void End()
        {
            if (_current != null)
            {
                _current.Retire();
                if (_ended == null) _ended = _current;
                _current = null;
            }

            _events.Clear();
        }

        private void Work()
        {
            while (true)
            {
                _work.WaitOne();
                try
                {
                    CloseEnded();
                    OpenWanted();
                }
                catch (Exception e)
                {
                    _events.Post(MqttEventKind.ConnectFailed, 0, null, null, "client");
                    Console.WriteLine("mqtt: " + e.Message);
                }
            }
        }

        private void CloseEnded()
        {
            MqttConnection ended;
            lock (_gate)
            {
                ended = _ended;
                _ended = null;
            }

            if (ended != null) ended.Close();
        }

        private void OpenWanted()
        {
            MqttSettings settings;
            MqttConnection connection = new MqttConnection(_events);
            lock (_gate)
            {
                settings = _wanted;
                _wanted = null;
                if (settings == null) return;
                _current = connection;
            }

            string failure = connection.Open(settings, _ca, _own);
            bool wanted;
            lock (_gate)
            {
                wanted = _current == connection;
                if (wanted && failure != null) _current = null;
            }

            if (wanted && failure == null) _events.Post(MqttEventKind.Connected, 0, null, null, null);
            if (failure != null) connection.Close();
            if (wanted && failure != null) _events.Post(MqttEventKind.ConnectFailed, 0, null, null, failure);
        }
    }
}
