using SmartCity.Gateway.Config;
using SmartCity.Gateway.Demo.City;
using SmartCity.Gateway.Demo.Fleet;
using SmartCity.Gateway.Demo.Story;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Web;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Demo;

/// <summary>
/// The real gateway under a configuration made for the demo: its nodes may connect, a file sink writes beside, and the
/// city's broker is behind the cable.
/// </summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private const string CitySink = "city";

    private readonly GatewayHost _host;
    private readonly ForwardEngine _engine;
    private readonly EvictedReadings _evicted;

    private DemoGateway(GatewayHost host, EvictedReadings evicted, DemoWeb web)
    {
        if (host.Parts.OfType<WebPart>().FirstOrDefault()?.Address is { } address) Web = $"{address}  user {DemoWeb.User}  password {web.Password}";
        _host = host;
        _engine = host.Parts.OfType<ForwardPart>().Single().Engine!;
        _evicted = evicted;
        Latest = new LatestReadings(host.Journal);
    }

    /// <summary>Where the nodes connect.</summary>
    public int Port => _host.Endpoints[0].Port;

    /// <summary>Where the web interface is and who gets in; null: there is none.</summary>
    public string? Web { get; }

    public IngestCounters Counters => _host.Counters;

    public LatestReadings Latest { get; }

    public bool Drained => City.BacklogPacks == 0;

    /// <summary>Readings on the disk that the city has not acknowledged.</summary>
    public long Backlog => City.BacklogReadings;

    public long BacklogPeak => City.BacklogPeakReadings;

    /// <summary>Readings the city has acknowledged.</summary>
    public long Forwarded => City.ForwardedReadings;

    /// <summary>Readings the journal gave up before the city had them.</summary>
    public long Evicted => _evicted.Count;

    private SinkSnapshot City => _engine.Snapshot().Single(sink => sink.Name == CitySink);

    public static async Task<DemoGateway> StartAsync(DemoOptions options, DemoState state, int cityPort, TimeProvider time, CancellationToken cancellation)
    {
        EvictedReadings? evicted = null;
        var web = new DemoWeb();
        var logs = new LogRing(time);
        var seams = new GatewaySeams
        {
            Time = time,
            WatchClock = false,
            Loggers = LoggerFactory.Create(logging => logging.AddProvider(logs)),
            Logs = logs,
            OpenJournal = (gateway, clock, observer, stop) => FileJournal.OpenAsync(gateway, clock, evicted = new EvictedReadings(CitySink, observer), stop),
            Parts = gateway => options.Web is null
                ? [new ForwardPart(gateway, new Random(options.Seed))]
                : [new ForwardPart(gateway, new Random(options.Seed)), new HistoryPart(gateway), new WebPart(gateway)],
        };
        var host = new GatewayHost(Configuration(options, state, cityPort, web), seams);
        try
        {
            await host.StartAsync(cancellation);
            return new DemoGateway(host, evicted!, web);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The city is back: do not wait for the next attempt.</summary>
    public void Poke() => _engine.Poke();

    public async ValueTask DisposeAsync()
    {
        Latest.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>Tells of every event and action from now on.</summary>
    public void Report(CityEvents events)
    {
        _host.Rules.OnEvent = events.Follow;
        _host.Rules.OnAction = events.Follow;
    }

    private static GatewayOptions Configuration(DemoOptions options, DemoState state, int cityPort, DemoWeb web)
    {
        var configuration = new GatewayOptions
        {
            Gateway = CityFeed.Gateway,
            // The account is of every reading: nothing is thinned, nothing added.
            Pipeline = PipelineExamples.City with { Filters = [], Virtual = [] },
            Data = state.Gateway,
            Broker = new BrokerOptions { Listeners = [new ListenerOptions { Port = 0 }] },
            Nodes = [.. DemoSites.Of(options.Nodes).Select((n, i) => new NodeOptions
            {
                Site = n.Identity.Site,
                Node = n.Identity.Node,
                Password = state.Password,
                Lat = DemoSites.Place(i).Lat,
                Lon = DemoSites.Place(i).Lon,
            })],
            Web = web.Options(options.Web),
            Sinks =
            [
                new MqttSinkOptions { Name = CitySink, Host = "127.0.0.1", Port = cityPort, User = CityFeed.User, Password = state.Password },
                new FileSinkOptions { Name = "archive", Path = Path.Combine(state.Root, "archive", "readings.ndjson") },
            ],
        };

        // Nodes whose time runs faster send that much more often.
        configuration.Limits.PublishesPerSecond = (int)(configuration.Limits.PublishesPerSecond * Math.Max(1, options.Speed));
        configuration.Limits.PublishBurst = (int)(configuration.Limits.PublishBurst * Math.Max(1, options.Speed));
        return configuration;
    }
}
