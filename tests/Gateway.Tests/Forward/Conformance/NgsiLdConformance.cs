using System.Globalization;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.NgsiLd;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.NgsiLd;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class NgsiLdConformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new NgsiLdReceiver();
}

/// <summary>A context broker; a pack has arrived with its last reading.</summary>
internal sealed class NgsiLdReceiver : ITestReceiver
{
    private readonly ContextBroker _broker = new();
    private int _every;
    private int _count;
    private Func<uint, bool> _refused = _ => false;

    public NgsiLdReceiver()
    {
        _broker.Refuse = value => _refused(uint.Parse(value.Key.Split('/')[3], CultureInfo.InvariantCulture)) && !IsNote(value) ? 400 : null;
        _broker.LoseAnswer = values => _every > 0 && Interlocked.Add(ref _count, values.Count) % _every < values.Count;
    }

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals => [.. _broker.Values.Where(value => !IsNote(value) && value.Key.EndsWith("/2", StringComparison.Ordinal)).Select(Read)];

    public IReadOnlyList<string>? Notes => [.. _broker.Values.Where(IsNote).GroupBy(value => value.Key[..value.Key.LastIndexOf('/')]).Select(pack =>
    {
        var of = pack.ToLookup(value => value.Whole["controlledProperty"]?["value"]?.ToString() ?? value.Entity.Split(':')[^1]);
        var what = of["loss"].FirstOrDefault()?.Property["value"]!.ToString() ?? "window";
        return $"{what} site/{of["at"].First().Property["value"]}";
    })];

    public ISink Connect() => new NgsiLdSink(new NgsiLdSinkOptions { Name = "broker", Url = _broker.Http.Url, Latitude = 39.9, Longitude = 116.4 }, "gw", TimeProvider.System);

    public void Unplug() => _broker.Http.Unplug();

    public void Plug() => _broker.Http.Plug();

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
        _broker.Http.Hold = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose() => _broker.Dispose();

    private static bool IsNote(NgsiValue value) => !value.Entity.StartsWith("urn:ngsi-ld:WeatherObserved:site:", StringComparison.Ordinal);

    private static Arrival Read(NgsiValue value)
    {
        var key = value.Key.Split('/');
        var boot = uint.Parse(key[2], CultureInfo.InvariantCulture);
        return new Arrival(key[1], boot, uint.Parse(key[3], CultureInfo.InvariantCulture), value.Property["historical"] is not null, boot == 2);
    }
}
