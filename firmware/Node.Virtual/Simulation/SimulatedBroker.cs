namespace SmartCity.Node.Virtual.Simulation;

/// <summary>
/// Stands in for a broker in a simulation: takes publishes, acknowledges them late, loses some of either, and can be
/// away. What it has taken is told at once, in the order it came.
/// </summary>
public sealed class SimulatedBroker(SimulatedTime time, BrokerBehaviour behaviour, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<SimulatedMqtt> _clients = [];

    /// <summary>Raised for every publish taken: topic, payload (valid during the call).</summary>
    public event Action<string, ReadOnlyMemory<byte>>? Taken;

    public BrokerBehaviour Behaviour => behaviour;

    /// <summary>False: connections end and none is accepted.</summary>
    public bool IsReachable
    {
        get;
        set
        {
            field = value;
            if (value) return;
            foreach (SimulatedMqtt client in _clients) client.Sever();
        }
    } = true;

    internal long NowMs => time.ElapsedMs;

    /// <summary>A client for one node.</summary>
    public SimulatedMqtt CreateClient()
    {
        var client = new SimulatedMqtt(this);
        _clients.Add(client);
        return client;
    }

    /// <summary>Sends to whoever has subscribed to exactly that topic.</summary>
    public void Send(string topic, byte[] payload)
    {
        foreach (SimulatedMqtt client in _clients) client.Deliver(topic, payload);
    }

    internal bool Happens(double share) => share > 0 && _random.NextDouble() < share;

    internal long AcknowledgedAtMs() => NowMs + behaviour.AcknowledgeMs + _random.Next(behaviour.JitterMs + 1);

    internal void Take(string topic, ReadOnlyMemory<byte> payload) => Taken?.Invoke(topic, payload);
}
