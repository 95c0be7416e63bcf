using System.Globalization;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Sparkplug;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.Sparkplug;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class SparkplugConformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new SparkplugReceiver();
}

/// <summary>An MQTT server. Data have QoS 0, and a ping's answer has no number that could be said twice.</summary>
internal sealed class SparkplugReceiver : RelayReceiver
{
    // CONNACK, SUBACK, and one round trip.
    private const int HandshakeAndOne = 3;

    private readonly SparkplugBroker _broker;
    private readonly TempDirectory _directory = new();

    public SparkplugReceiver()
        : this(new SparkplugBroker())
    {
    }

    private SparkplugReceiver(SparkplugBroker broker)
        : base(broker.EndPoint, HandshakeAndOne) => _broker = broker;

    public override IReadOnlyList<Arrival> Arrivals => [.. Data.Where(message => !IsNote(message)).Select(Read)];

    public override IReadOnlyList<string>? Notes => [.. Data.Where(IsNote).Select(message =>
    {
        var names = _broker.Messages.Where(birth => birth.Type == "DBIRTH" && birth.Topic.EndsWith("/site.gw", StringComparison.Ordinal)).SelectMany(birth => birth.Payload.Metrics).DistinctBy(metric => metric.Alias).ToDictionary(metric => metric.Alias!.Value, metric => metric.Name!);
        var of = message.Payload.Metrics.ToLookup(metric => names[metric.Alias!.Value], metric => metric.Value.Text);
        return $"{of["loss"].FirstOrDefault() ?? "window"} site/{of["at"].First()}";
    })];

    public override void Dispose()
    {
        base.Dispose();
        _broker.Dispose();
        _directory.Dispose();
    }

    protected override ISink NewSink() =>
        new SparkplugSink(new SparkplugSinkOptions { Name = "scada", Host = "127.0.0.1", Port = Relay.Port, AckSeconds = 5 }, "gw", _directory.At("bdseq"), TimeProvider.System);

    private IEnumerable<SparkplugMessage> Data => _broker.Messages.Where(message => message.Type == "DDATA");

    private static bool IsNote(SparkplugMessage message) => message.Topic.EndsWith("/site.gw", StringComparison.Ordinal);

    private static Arrival Read(SparkplugMessage message)
    {
        var metric = message.Payload.Metrics[0];
        var key = metric.Properties.Single(property => property.Key == SparkplugMessages.KeyProperty).Value.Text!.Split('/');
        var boot = uint.Parse(key[2], CultureInfo.InvariantCulture);
        return new Arrival(key[1], boot, uint.Parse(key[3], CultureInfo.InvariantCulture), metric.IsHistorical, boot == 2);
    }
}
