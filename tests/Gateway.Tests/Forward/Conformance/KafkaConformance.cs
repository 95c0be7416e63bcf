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

/// <summary>A mock cluster of one broker behind a relay that misbehaves. Kafka cannot refuse one pack by its number, so the refusal is made before the sink.</summary>
internal sealed class KafkaReceiver : ITestReceiver
{
    private readonly MockCluster _cluster = new(1);
    private readonly IPEndPoint _broker;
    private readonly FaultyRelay _relay;
    private Func<uint, bool> _refused = _ => false;

    public KafkaReceiver()
    {
        _broker = IPEndPoint.Parse(_cluster.Servers[0]);
        _relay = new FaultyRelay(_broker);
        _cluster.Advertise(1, _relay.Port);
    }

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals => [.. Read().Where(message => !IsNote(message)).Select(Of)];

    public IReadOnlyList<string>? Notes => [.. Read().Where(IsNote).Select(message =>
    {
        using var json = JsonDocument.Parse(message.Message.Value);
        return NoteText.Of(json.RootElement);
    })];

    public ISink Connect() => new RefusingSink(
        new KafkaSink(new KafkaSinkOptions { Name = "bus", Servers = [$"127.0.0.1:{_relay.Port}"], AckSeconds = 1 }, "gw", TimeProvider.System), seq => _refused(seq));

    public void Unplug() => _relay.Unplug();

    public void Plug() => _relay.Plug();

    public void KillAndRestart()
    {
        _relay.Unplug();
        _relay.Plug();
    }

    // The producer itself repeats what was lost, in order and without doubles, so that only a connection on which nothing
    // but its first answer comes through is a loss to the sink. One that stores and then falls silent is in KafkaSinkTests.
    public void LoseAcknowledgements(int every) => _relay.LoseAfter = every == 0 ? 0 : 1;

    public void RepeatAcknowledgements()
    {
        // An answer of Kafka's has the number of its request; a second one would break the protocol.
    }

    public Action Stall()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _relay.HoldAnswers = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose()
    {
        _relay.Dispose();
        _cluster.Dispose();
    }

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
