using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.Mqtt;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class Mqtt5Conformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new MqttReceiver(MqttVersion.V5);
}

[TestClass]
public sealed class Mqtt311Conformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new MqttReceiver(MqttVersion.V311);
}

/// <summary>A broker on the wire. With 3.1.1 it cannot refuse a pack, so the refusal is the sink's own, as for a packet too large.</summary>
internal sealed class MqttReceiver : ITestReceiver
{
    private readonly MqttVersion _version;
    private readonly List<WirePublish> _before = [];
    private readonly int _port;
    private WireBroker? _broker;
    private int _every;
    private int _count;
    private int _acks = 1;
    private Func<uint, bool> _refused = _ => false;

    public MqttReceiver(MqttVersion version)
    {
        _version = version;
        _broker = New(0);
        _port = _broker.Port;
    }

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals => [.. All.Where(publish => !IsNote(publish)).Select(Read)];

    public IReadOnlyList<string>? Notes => [.. All.Where(IsNote).Select(publish =>
    {
        using var json = System.Text.Json.JsonDocument.Parse(publish.Payload);
        return NoteText.Of(json.RootElement);
    })];

    private IEnumerable<WirePublish> All => _before.Concat(_broker?.Snapshot() ?? []);

    public ISink Connect()
    {
        var options = new MqttSinkOptions
        {
            Name = "city",
            Host = "127.0.0.1",
            Port = _port,
            Protocol = _version,
            Window = 16,
            Topic = "city/{site}/{node}/{lane}/{stream}",
        };
        var sink = new MqttSink(options, "gw", TimeProvider.System);
        return _version == MqttVersion.V5 ? sink : new RefusingSink(sink, seq => _refused(seq));
    }

    public void Unplug()
    {
        if (_broker is null) return;
        _broker.Dispose();
        _before.AddRange(_broker.Snapshot());
        _broker = null;
    }

    public void Plug() => _broker ??= New(_port);

    public void KillAndRestart()
    {
        Unplug();
        Plug();
    }

    public void LoseAcknowledgements(int every) => _every = every;

    public void RepeatAcknowledgements() => _acks = 2;

    public Action Stall()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker!.HoldAcks = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose() => _broker?.Dispose();

    private WireBroker New(int port) => new(port) { Answer = Answer };

    private WireAnswer Answer(WirePublish publish)
    {
        if (_version == MqttVersion.V5 && _refused(MqttSinkTests.Seq(publish))) return new WireAnswer(0x99, Keep: false);
        var lost = _every > 0 && Interlocked.Increment(ref _count) % _every == 0;
        return lost ? new WireAnswer(Acks: 0, HangUp: true) : new WireAnswer(Acks: _acks);
    }

    private static bool IsNote(WirePublish publish) => publish.Topic.Split('/')[3] is "loss" or "window";

    private static Arrival Read(WirePublish publish)
    {
        using var json = System.Text.Json.JsonDocument.Parse(publish.Payload);
        var head = json.RootElement[0];
        var levels = publish.Topic.Split('/');
        return new Arrival(head.GetProperty("node").GetString()!, head.GetProperty("boot").GetUInt32(), head.GetProperty("seq").GetUInt32(), levels[4] == "backlog", levels[3] == "event");
    }
}
