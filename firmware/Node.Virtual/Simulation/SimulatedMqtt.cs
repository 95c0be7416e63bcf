using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Simulation;

/// <summary>One node's connection to a <see cref="SimulatedBroker"/>; events become visible when their time has come.</summary>
public sealed class SimulatedMqtt : IMqtt
{
    private readonly SimulatedBroker _broker;
    private readonly PriorityQueue<MqttEvent, (long AtMs, long Order)> _events = new();
    private readonly HashSet<string> _topics = [];
    private long _order;
    private int _lastId;
    private bool _connecting;
    private bool _up;

    internal SimulatedMqtt(SimulatedBroker broker) => _broker = broker;

    public void Connect(MqttSettings settings)
    {
        Close();
        long at = _broker.NowMs + _broker.Behaviour.ConnectMs;
        _connecting = _broker.IsReachable;
        if (_connecting) Post(at, MqttEventKind.Connected);
        else Post(at, MqttEventKind.ConnectFailed, text: "unreachable");
    }

    public void Subscribe(string topic)
    {
        if (_up) _topics.Add(topic);
    }

    public int Publish(string topic, byte[] payload, int count, bool retain)
    {
        if (!_up) return -1;
        int id = _lastId = (_lastId % ushort.MaxValue) + 1;
        if (_broker.Happens(_broker.Behaviour.BreakShare))
        {
            Sever();
            return id;
        }

        _broker.Take(topic, payload.AsMemory(0, count));
        if (!_broker.Happens(_broker.Behaviour.SilentShare)) Post(_broker.AcknowledgedAtMs(), MqttEventKind.Published, id);
        return id;
    }

    public void Close()
    {
        _events.Clear();
        _topics.Clear();
        _up = _connecting = false;
    }

    /// <summary>The connection breaks; what was on its way is lost.</summary>
    public void Sever()
    {
        if (!_up && !_connecting) return;
        MqttEventKind end = _up ? MqttEventKind.Disconnected : MqttEventKind.ConnectFailed;
        Close();
        Post(_broker.NowMs, end, text: "link lost");
    }

    public bool Poll(MqttEvent e)
    {
        if (!_events.TryPeek(out MqttEvent? next, out (long AtMs, long Order) due) || due.AtMs > _broker.NowMs) return false;
        _events.Dequeue();
        e.Kind = next.Kind;
        e.MessageId = next.MessageId;
        e.Topic = next.Topic;
        e.Payload = next.Payload;
        e.Text = next.Text;
        if (next.Kind == MqttEventKind.Connected) (_up, _connecting) = (true, false);
        return true;
    }

    internal void Deliver(string topic, byte[] payload)
    {
        if (_up && _topics.Contains(topic)) Post(_broker.NowMs, MqttEventKind.Received, topic: topic, payload: payload);
    }

    private void Post(long atMs, MqttEventKind kind, int id = 0, string? topic = null, byte[]? payload = null, string? text = null) =>
        _events.Enqueue(new MqttEvent { Kind = kind, MessageId = id, Topic = topic, Payload = payload, Text = text }, (atMs, _order++));
}
