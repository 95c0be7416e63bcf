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

/// <summary>An MQTT server behind a relay that misbehaves. Data have QoS 0, which nobody can refuse, so the refusal is made before the sink.</summary>
internal sealed class SparkplugReceiver : ITestReceiver
{
    private readonly SparkplugBroker _broker = new();
    private readonly TempDirectory _directory = new();
    private readonly FaultyRelay _relay;
    private Func<uint, bool> _refused = _ => false;

    public SparkplugReceiver() => _relay = new FaultyRelay(_broker.EndPoint);

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals => [.. Data.Where(message => !IsNote(message)).Select(Read)];

    public IReadOnlyList<string>? Notes => [.. Data.Where(IsNote).Select(message =>
    {
        var names = _broker.Messages.Where(birth => birth.Type == "DBIRTH" && birth.Topic.EndsWith("/site.gw", StringComparison.Ordinal)).SelectMany(birth => birth.Payload.Metrics).DistinctBy(metric => metric.Alias).ToDictionary(metric => metric.Alias!.Value, metric => metric.Name!);
        var of = message.Payload.Metrics.ToLookup(metric => names[metric.Alias!.Value], metric => metric.Value.Text);
        return $"{of["loss"].FirstOrDefault() ?? "window"} site/{of["at"].First()}";
    })];

    public ISink Connect() => new RefusingSink(
        new SparkplugSink(new SparkplugSinkOptions { Name = "scada", Host = "127.0.0.1", Port = _relay.Port, AckSeconds = 5 }, "gw", _directory.At("bdseq"), TimeProvider.System), seq => _refused(seq));

    public void Unplug() => _relay.Unplug();

    public void Plug() => _relay.Plug();

    public void KillAndRestart()
    {
        _relay.Unplug();
        _relay.Plug();
    }

    // CONNACK, SUBACK, and one round trip.
    public void LoseAcknowledgements(int every) => _relay.LoseAfter = every == 0 ? 0 : 3;

    public void RepeatAcknowledgements()
    {
        // A ping's answer has no number that could be said twice.
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
        _broker.Dispose();
        _directory.Dispose();
    }

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
