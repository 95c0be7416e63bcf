using System.Globalization;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.SensorThings;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.SensorThings;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class SensorThingsConformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new SensorThingsReceiver();
}

/// <summary>A SensorThings service; a pack has arrived with its last reading.</summary>
internal sealed class SensorThingsReceiver : ITestReceiver
{
    private readonly StaServer _server = new();
    private int _every;
    private int _count;
    private Func<uint, bool> _refused = _ => false;

    public SensorThingsReceiver()
    {
        _server.Refuse = key => _refused(Seq(key)) ? 400 : null;
        _server.LoseAnswer = observations => _every > 0 && Interlocked.Add(ref _count, observations) % _every < observations;
    }

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals =>
        [.. _server.Set("Observations").Where(observation => !Key(observation).StartsWith("site/gw/", StringComparison.Ordinal) && Key(observation).EndsWith("/2", StringComparison.Ordinal)).Select(Read)];

    public IReadOnlyList<string>? Notes =>
        [.. _server.Set("Observations").Where(observation => Key(observation).StartsWith("site/gw/", StringComparison.Ordinal)).GroupBy(observation => Key(observation)[..Key(observation).LastIndexOf('/')]).Select(pack =>
        {
            var of = pack.ToLookup(observation => _server.Linked(observation, "Datastream", "Datastreams")["properties"]!["key"]!.ToString().Split('/')[2], observation => observation["result"]!.ToString());
            return $"{of["loss"].FirstOrDefault() ?? "window"} site/{of["at"].First()}";
        })];

    public ISink Connect() => new SensorThingsSink(new SensorThingsSinkOptions { Name = "sta", Url = _server.Url, Latitude = 39.9, Longitude = 116.4 }, TimeProvider.System);

    public void Unplug() => _server.Http.Unplug();

    public void Plug() => _server.Http.Plug();

    public void KillAndRestart()
    {
        Unplug();
        Plug();
    }

    public void LoseAcknowledgements(int every) => _every = every * Packs.ReadingsEach;

    public void RepeatAcknowledgements()
    {
        // An HTTP request has one answer.
    }

    public Action Stall()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Http.Hold = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose() => _server.Dispose();

    private static string Key(JsonObject observation) => observation["parameters"]!["key"]!.ToString();

    private static uint Seq(string key) => key.StartsWith("site/gw/", StringComparison.Ordinal) ? 0 : uint.Parse(key.Split('/')[3], CultureInfo.InvariantCulture);

    private static Arrival Read(JsonObject observation)
    {
        var key = Key(observation).Split('/');
        var boot = uint.Parse(key[2], CultureInfo.InvariantCulture);
        return new Arrival(key[1], boot, Seq(Key(observation)), observation["parameters"]!["historical"]!.GetValue<bool>(), boot == 2);
    }
}
