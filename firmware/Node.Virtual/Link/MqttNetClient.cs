using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Link;

/// <summary>
/// The node's MQTT client over MQTTnet and real sockets. Commands return at once; what happens is queued until the
/// node polls. Commands and <see cref="Poll"/> belong to the node's loop, everything else may happen on any thread.
/// </summary>
/// <param name="trusted">Authorities a TLS broker's certificate may come from; the system's own when null.</param>
/// <param name="speed">Simulated seconds a real second; the keep-alive is in simulated ones.</param>
public sealed class MqttNetClient(X509Certificate2Collection? trusted = null, double speed = 1) : IMqtt, IDisposable
{
    private readonly ConcurrentQueue<MqttOccurrence> _events = new();
    private MqttSession? _session;
    private int _lastId;

    /// <summary>Raised on any thread when there is something to poll.</summary>
    public event Action? Activity;

    public void Connect(MqttSettings settings)
    {
        Close();
        _session = new MqttSession(Post, trusted);
        _session.Open(settings, speed);
    }

    public void Subscribe(string topic) => _session?.Subscribe(topic);

    public int Publish(string topic, byte[] payload, int count, bool retain)
    {
        // Ids of our own, 1 to 65,535 in turn: MQTTnet keeps the packet's identifier to itself.
        int id = (_lastId % ushort.MaxValue) + 1;
        if (_session is null || !_session.Publish(id, topic, payload.AsSpan(0, count).ToArray(), retain)) return -1;
        _lastId = id;
        return id;
    }

    public void Close()
    {
        _session?.Close();
        _session = null;
    }

    /// <summary>The link below is gone: sockets die without a farewell, so that the broker publishes the last will.</summary>
    public void Sever() => _session?.Sever();

    public bool Poll(MqttEvent e)
    {
        while (_events.TryDequeue(out MqttOccurrence occurrence))
        {
            // What a closed session still had to say concerns nobody.
            if (occurrence.Session != _session) continue;
            e.Kind = occurrence.Kind;
            e.MessageId = occurrence.MessageId;
            e.Topic = occurrence.Topic;
            e.Payload = occurrence.Payload;
            e.Text = occurrence.Text;
            return true;
        }

        return false;
    }

    public void Dispose() => Close();

    private void Post(MqttOccurrence occurrence)
    {
        _events.Enqueue(occurrence);
        Activity?.Invoke();
    }
}
