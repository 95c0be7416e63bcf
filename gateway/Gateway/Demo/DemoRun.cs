using System.Text.Json;
using SmartCity.Gateway.Demo.City;
using SmartCity.Gateway.Demo.Fleet;
using SmartCity.Gateway.Demo.Story;
using SmartCity.Gateway.Demo.View;

namespace SmartCity.Gateway.Demo;

/// <summary>
/// One demo from start to account: city, cable, gateway and nodes come up in that order, run until told to stop, and go
/// down in the other order, each having handed on what it had.
/// </summary>
internal static class DemoRun
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    // How long what is under way may take to arrive once nothing new is produced.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(2);

    public static async Task<DemoSummary> RunAsync(DemoOptions options, IDemoView view, TimeProvider time, CancellationToken cancellation)
    {
        using var state = DemoState.Open(options.Data);
        var start = time.GetUtcNow();
        await using var city = await CityFeed.StartAsync(state.ReceivedLedger, state.Password, time);
        await using var cable = new Cable(city.Port);
        await using var gateway = await DemoGateway.StartAsync(options, state, cable.Port, new DemoTime(time, start, options.Speed), cancellation);
        var events = new CityEvents(start, options.Story?.FaultsOf(options.Nodes) ?? []);
        gateway.Report(events);
        await using var fleet = DemoFleet.Start(options, state, gateway.Port, start, time);
        if (options.Data is not null && fleet.Produced > 0) view.Say($"going on in {state.Root}: {fleet.Produced} readings produced and {city.Received} received before");

        if (gateway.Web is { } web) view.Say($"web interface {web}");
        var clock = time.GetTimestamp();
        var watch = new DemoWatch(city, cable, gateway, fleet, events, () => time.GetElapsedTime(clock));
        await PlayAsync(options, view, watch, plugged => Plug(city, cable, gateway, plugged), time, cancellation);

        Plug(city, cable, gateway, true);
        view.Say("stopping: what is still on the way arrives first");
        var draining = fleet.StopAsync(DrainLimit);
        await WatchUntilAsync(() => draining.IsCompleted, view, watch, time);
        if (!await draining) view.Say("the nodes still hold readings the gateway has not acknowledged");
        await WatchUntilAsync(() => gateway.Drained && city.Received + gateway.Evicted >= fleet.Produced, view, watch, time);

        var account = Account(city, gateway, fleet, events, watch.Elapsed);
        view.Say(Verdict(account));
        foreach (var line in events.Lines) view.Say(line);
        if (city.Unreadable > 0) view.Say($"{city.Unreadable} messages on the city's topics were no pack");
        if (options.Summary is { } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(account, DemoJson.Default.DemoSummary) + "\n", CancellationToken.None);
        }

        return account;
    }

    private static async Task PlayAsync(
        DemoOptions options, IDemoView view, DemoWatch watch, Action<bool> plug, TimeProvider time, CancellationToken cancellation)
    {
        var outages = new OutagePlan(options.Outages);
        while (!cancellation.IsCancellationRequested && watch.Elapsed < (options.For ?? TimeSpan.MaxValue))
        {
            var key = view.Key();
            if (key == DemoKey.Quit) return;
            var plugged = key == DemoKey.TogglePlug ? !watch.Plugged : outages.Plugged(watch.Elapsed);
            if (plugged is { } wanted && wanted != watch.Plugged)
            {
                plug(wanted);
                view.Say($"{watch.Elapsed.TotalSeconds:0.0} s: city {(wanted ? "plugged back in" : "unplugged")}");
            }

            view.Show(watch.Look());
            await Task.Delay(Frame, time, CancellationToken.None);
        }
    }

    private static void Plug(CityFeed city, Cable cable, DemoGateway gateway, bool plugged)
    {
        if (!plugged)
        {
            cable.Unplug();
            city.Unplugged();
            return;
        }

        // Whoever puts a cable back looks for the link at once, as the link-up of a network card would.
        cable.Plug();
        gateway.Poke();
    }

    private static async Task WatchUntilAsync(Func<bool> done, IDemoView view, DemoWatch watch, TimeProvider time)
    {
        var limit = watch.Elapsed + DrainLimit;
        while (!done() && watch.Elapsed < limit)
        {
            view.Show(watch.Look());
            await Task.Delay(Frame, time, CancellationToken.None);
        }
    }

    private static DemoSummary Account(CityFeed city, DemoGateway gateway, DemoFleet fleet, CityEvents events, TimeSpan elapsed)
    {
        var audit = DemoAudit.Of(fleet.Entered(), city.Taken());
        var evicted = fleet.Dropped + gateway.Evicted;
        return new DemoSummary
        {
            Produced = audit.Produced,
            Accepted = gateway.Counters.Readings - gateway.Counters.DuplicateReadings,
            Journaled = gateway.Counters.JournaledReadings,
            Forwarded = gateway.Forwarded,
            Received = audit.Received,
            Duplicates = city.Duplicates,
            Redelivered = city.Redelivered,
            Lost = Math.Max(0, audit.Missing - evicted),
            Evicted = evicted,
            BacklogPeak = gateway.BacklogPeak,
            AckP99Ms = gateway.Counters.AckLatency.QuantileMs(0.99),
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            Events = events.Account(city),
        };
    }

    private static string Verdict(DemoSummary a) =>
        $"produced {a.Produced}, received {a.Received}, duplicates {a.Duplicates}, lost {a.Lost}, evicted {a.Evicted}; " +
        $"backlog peak {a.BacklogPeak}, repeats recognised {a.Redelivered}, ack p99 {a.AckP99Ms:0.0} ms: " +
        (a.Kept ? "every reading arrived, once" : "THE ACCOUNT DOES NOT BALANCE");
}
