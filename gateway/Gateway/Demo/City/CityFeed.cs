using MQTTnet;
using MQTTnet.Protocol;
using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo.City;

/// <summary>
/// A city that takes the readings in: a broker, and a subscriber that does what the city's side is told to do
/// (docs/city/mqtt.md): take each <c>(site, node, boot, seq)</c> once. It keeps a ledger of its own and asks the
/// gateway nothing.
/// </summary>
internal sealed class CityFeed : IAsyncDisposable
{
    public const string User = "gateway";

    /// <summary>The gateway's own name in the feed: it publishes its events as a node would.</summary>
    public const string Gateway = "demo";

    private readonly Lock _gate = new();
    private readonly CityReader _storing;
    private readonly CityReader _taking;
    private readonly PackLedger _stored;
    private readonly DuplicateIndex _filter = new();
    private readonly Dictionary<PackKey, int> _taken = [];
    private readonly Dictionary<string, bool> _events = [];
    private bool _backlogSeen;
    private CityBroker? _broker;
    private IMqttClient? _subscriber;

    private CityFeed(PackLedger stored, TimeProvider time)
    {
        _stored = stored;
        _storing = new CityReader(time);
        _taking = new CityReader(time);
        foreach (var (key, readings) in stored.Snapshot())
        {
            _taken.Add(key, readings);
            _filter.Admit(key.Site, key.Node, key.Boot, key.Seq);
            Received += readings;
        }
    }

    public int Port => _broker!.Port;

    /// <summary>Readings taken in, earlier runs on the same ledger included.</summary>
    public long Received { get; private set; }

    /// <summary>Readings that came again and were recognised by their key.</summary>
    public long Redelivered { get; private set; }

    /// <summary>Readings taken in although they had been before: the filter failed.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Payloads on the city's topics that were no pack.</summary>
    public long Unreadable { get; private set; }

    public static async Task<CityFeed> StartAsync(string ledgerPath, string password, TimeProvider time)
    {
        var feed = new CityFeed(PackLedger.Open(ledgerPath), time);
        feed._broker = await CityBroker.StartAsync(User, password, feed.Store);
        feed._subscriber = new MqttClientFactory().CreateMqttClient();
        feed._subscriber.ApplicationMessageReceivedAsync += e =>
        {
            feed.Take(e.ApplicationMessage.Topic, CityBroker.Bytes(e.ApplicationMessage), CityBroker.IsHistorical(e.ApplicationMessage));
            return Task.CompletedTask;
        };
        await feed._subscriber.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", feed.Port).WithClientId("city-subscriber").WithCredentials(User, password).Build());
        await feed._subscriber.SubscribeAsync("city/#", MqttQualityOfServiceLevel.AtMostOnce);
        return feed;
    }

    /// <summary>What the city has taken in.</summary>
    public Dictionary<PackKey, int> Taken()
    {
        lock (_gate) return new Dictionary<PackKey, int>(_taken);
    }

    /// <summary>The cable is out: what arrives from now on and had to wait is backlog.</summary>
    public void Unplugged()
    {
        lock (_gate) _backlogSeen = false;
    }

    /// <summary>Whether the raise of that event came before any waiting telemetry; null when it has not come.</summary>
    public bool? ArrivedBeforeBacklog(string eventId)
    {
        lock (_gate) return _events.TryGetValue(eventId, out var before) ? before : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_subscriber is not null)
        {
            await _subscriber.DisconnectAsync();
            _subscriber.Dispose();
        }

        if (_broker is not null) await _broker.DisposeAsync();
        _stored.Dispose();
    }

    // In the broker, before the acknowledgement: what the city has confirmed it still has after a kill.
    private void Store(string topic, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (_storing.TryRead(topic, payload.Span, out var key, out var readings) && key.Node != Gateway) _stored.Add(key, readings);
        }
    }

    private void Take(string topic, ReadOnlyMemory<byte> payload, bool historical)
    {
        lock (_gate)
        {
            if (!_taking.TryRead(topic, payload.Span, out var key, out var readings))
            {
                Unreadable++;
            }
            else if (key.Node == Gateway)
            {
                if (_taking.Text("event") == EventPack.Name(EventPhase.Raised) && _taking.Text("id") is { } id) _events.TryAdd(id, !_backlogSeen);
            }
            else if (!_filter.Admit(key.Site, key.Node, key.Boot, key.Seq))
            {
                Redelivered += readings;
            }
            else if (_taken.TryAdd(key, readings))
            {
                Received += readings;
                _backlogSeen |= historical && !_taking.Pack.IsEvent;
            }
            else
            {
                Duplicates += readings;
            }
        }
    }
}
