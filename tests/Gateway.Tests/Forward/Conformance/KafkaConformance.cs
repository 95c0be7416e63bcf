using System.Net;
using System.Text.Json;
using Confluent.Kafka;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Kafka;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.Kafka;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class KafkaConformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new KafkaReceiver();
}

/// <summary>A mock cluster of one broker.</summary>
/// <remarks>
/// The producer itself repeats what was lost, in order and without doubles, so that only a connection on which nothing
/// but its first answer comes through is a loss to the sink. One that stores and then falls silent is in KafkaSinkTests.
/// An answer of Kafka's has the number of its request; a second one would break the protocol.
/// </remarks>
internal sealed class KafkaReceiver : RelayReceiver
{
    private const int FirstAnswer = 1;

    private readonly MockCluster _cluster;
    private readonly IPEndPoint _broker;

    public KafkaReceiver()
        : this(new MockCluster(1))
    {
    }

    private KafkaReceiver(MockCluster cluster)
        : base(IPEndPoint.Parse(cluster.Servers[0]), FirstAnswer)
    {
        (_cluster, _broker) = (cluster, IPEndPoint.Parse(cluster.Servers[0]));
        _cluster.Advertise(1, Relay.Port);
    }

    public override IReadOnlyList<Arrival> Arrivals => [.. Read().Where(message => !IsNote(message)).Select(Of)];

    public override IReadOnlyList<string>? Notes => [.. Read().Where(IsNote).Select(message =>
    {
        using var json = JsonDocument.Parse(message.Message.Value);
        return NoteText.Of(json.RootElement);
    })];

    public override void Dispose()
    {
        base.Dispose();
        _cluster.Dispose();
    }

    protected override ISink NewSink() =>
        new KafkaSink(new KafkaSinkOptions { Name = "bus", Servers = [$"127.0.0.1:{Relay.Port}"], AckSeconds = 1 }, "gw", TimeProvider.System);

    private IReadOnlyList<ConsumeResult<string, byte[]>> Read()
    {
        _cluster.Advertise(1, _broker.Port);
        return _cluster.Read();
    }

    private static bool IsNote(ConsumeResult<string, byte[]> message) => message.Message.Key == "site/gw";

    private static Arrival Of(ConsumeResult<string, byte[]> message)
    {
        using var json = JsonDocument.Parse(message.Message.Value);
        var head = json.RootElement[0];
        var (node, boot, seq) = (head.GetProperty("node").GetString()!, head.GetProperty("boot").GetUInt32(), head.GetProperty("seq").GetUInt32());
        Assert.AreEqual($"site/{node}", message.Message.Key);
        Assert.AreEqual($"site/{node}/{boot}/{seq}", Header(message, KafkaMessages.KeyHeader));
        return new Arrival(node, boot, seq, Header(message, KafkaMessages.HistoricalHeader) == "true", boot == 2);
    }

    private static string Header(ConsumeResult<string, byte[]> message, string name) => System.Text.Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(name));
}
