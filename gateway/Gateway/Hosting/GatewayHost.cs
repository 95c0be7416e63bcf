using System.Net;
using SmartCity.Gateway.Cabinet.Outputs;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Hosting.Control;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Ingest.Broker;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tls;
using SmartCity.Gateway.Web;
using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>
/// One gateway, from configuration to listening broker. Several may run in one process; each has its own journal, sockets
/// and counters.
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan BrokerStopTimeout = TimeSpan.FromSeconds(5);

    private readonly GatewaySeams _seams;
    private readonly ILogger _logger;
    private readonly List<IGatewayPart> _parts = [];
    private OutputBank? _outputs;
    private LoginCheck? _logins;
    private PackLog? _log;
    private WorkGauge[] _progress = [];
    private LineSocket? _control;
    private bool _running;

    public GatewayHost(GatewayOptions options, GatewaySeams seams)
    {
        Options = options;
        _seams = seams;
        _logger = seams.Loggers.CreateLogger<GatewayHost>();
        Nodes = new NodeTable(seams.Time);
        Losses = new LossLedger(options.Gateway, seams.Time);
        Watch = new JournalWatch(Losses, seams.Loggers.CreateLogger<JournalWatch>());
        Beat = new Heartbeat(seams.Time);
    }

    public GatewayOptions Options { get; }

    public TimeProvider Time => _seams.Time;

    /// <summary>For all that looks at something once a second.</summary>
    public Heartbeat Beat { get; }

    public ILoggerFactory Loggers => _seams.Loggers;

    public LogRing Logs => _seams.Logs;

    public Action<string>? Say => _seams.Say;

    /// <summary>The file the configuration came from; null: from none.</summary>
    public string? ConfigFile => _seams.ConfigFile;

    public IngestCounters Counters { get; } = new();

    /// <summary>The nodes seen since the start.</summary>
    public NodeTable Nodes { get; }

    /// <summary>Open from <see cref="StartAsync"/> to <see cref="StopAsync"/>.</summary>
    public IJournal Journal { get; private set; } = null!;

    /// <summary>The loss manifest.</summary>
    public LossLedger Losses { get; }

    /// <summary>What has happened to the journal.</summary>
    public JournalWatch Watch { get; }

    public IIngestBroker Broker { get; private set; } = null!;

    /// <summary>The gateway's own certificate and its authority; null when no listener has TLS.</summary>
    public ServerCertificate? Certificate { get; private set; }

    /// <summary>The registry of nodes, at work.</summary>
    public FleetDesk Fleet { get; private set; } = null!;

    /// <summary>Quality tests, rules and actions.</summary>
    public RuleDesk Rules { get; private set; } = null!;

    /// <summary>The parts, in the order in which they were started.</summary>
    public IReadOnlyList<IGatewayPart> Parts => _parts;

    /// <summary>Every loop that must get somewhere, from the end of the start to the beginning of the stop.</summary>
    public IReadOnlyList<WorkGauge> Progress => Volatile.Read(ref _progress);

    /// <summary>Bound sockets in the order of the configuration.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints => Broker.Endpoints;

    /// <summary>Ends when the journal has recovered and every socket listens. What was begun when it throws is undone by <see cref="DisposeAsync"/>.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        var directory = new NodeDirectory(Options.Nodes, Options.Site);
        Journal = await _seams.OpenJournal(Options, Time, Watch, cancellation).ConfigureAwait(false);
        if (Journal is DurableLog durable) Watch.Opened(durable, durable.Recovered);
        var index = PackLogState.Restore(Journal, out var replayed);
        HostLog.IndexRestored(_logger, index.Nodes, replayed);

        Fleet = new FleetDesk(_seams.OpenFleet(Options), directory, Nodes, Time, Loggers.CreateLogger<FleetDesk>());
        _log = new PackLog(Journal, index);
        _logins = new LoginCheck(directory, new FailedLogins(Options.Limits.FailedLoginsPerMinute, Time));
        Rules = new RuleDesk(Options.Pipeline, Options.Gateway, Journal, Time, Loggers.CreateLogger<RuleDesk>(), _seams.WatchClock) { Unjournaled = () => _log.Refused };
        var losses = new NodeLosses(Losses, Journal);
        var packs = new PackIngest(_log, Rules, losses, Counters, Time);
        var gate = new IngestGate(_logins, packs, Rules, losses, Nodes, Options.Limits, Counters, Time, Loggers.CreateLogger<IngestGate>());
        if (Options.Outputs.Count > 0) Rules.Outputs = _outputs = new OutputBank(Options.Outputs, _seams.OpenPins(), Loggers.CreateLogger<OutputBank>());
        if (Options.Broker.Listeners.Exists(listener => listener.Tls is not null) || Options.Web is { Enabled: true, Tls: not null }) Certificate = OpenCertificate();
        Broker = new MqttNetBroker(Options.Broker, Options.Limits, Certificate, gate, Time, Loggers);
        _running = true;

        foreach (var part in _seams.Parts(this))
        {
            _parts.Add(part);
            await part.StartAsync(cancellation).ConfigureAwait(false);
        }

        await Broker.StartAsync(cancellation).ConfigureAwait(false);
        Rules.Start(Broker, Beat);
        Volatile.Write(ref _progress, [packs.Progress, Rules.Progress, .. _parts.SelectMany(part => part.Progress)]);
        await Fleet.StartAsync(Broker).ConfigureAwait(false);
        _control = FleetControl.TryOpen(Fleet, Time, Options.Data, _logger);
        HostLog.Started(_logger, Options.Gateway, directory.Count, Options.Data);
    }

    /// <summary>
    /// Closes the broker, waits for packs under way, saves the duplicate index, stops the parts. A second call does nothing.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (!_running) return;
        _running = false;
        Volatile.Write(ref _progress, []);

        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            patience.CancelAfter(BrokerStopTimeout);
            await Broker.StopAsync(patience.Token).ConfigureAwait(false);
        }

        if (_control is not null) await _control.DisposeAsync().ConfigureAwait(false);
        foreach (var part in Enumerable.Reverse(_parts)) await part.StopAsync(cancellation).ConfigureAwait(false);
        await Rules.DisposeAsync().ConfigureAwait(false);
        await Rules.SaveAsync().ConfigureAwait(false);
        _log!.Save();
        var last = await Journal.CommitAsync().ConfigureAwait(false);
        if (!last.Committed) HostLog.LastCommitFailed(_logger, last.Reason);
        HostLog.Stopped(_logger, Options.Gateway, Counters.JournaledPacks, Counters.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        foreach (var part in Enumerable.Reverse(_parts)) await part.DisposeAsync().ConfigureAwait(false);
        if (Broker is not null) await Broker.DisposeAsync().ConfigureAwait(false);
        if (Fleet is not null) await Fleet.DisposeAsync().ConfigureAwait(false);
        await Beat.DisposeAsync().ConfigureAwait(false);
        _outputs?.Dispose();
        _logins?.Dispose();
        Certificate?.Dispose();
        if (Journal is not null) await Journal.DisposeAsync().ConfigureAwait(false);
    }

    private ServerCertificate OpenCertificate()
    {
        var names = new ServerNames(Options.Broker.Names, Environment.MachineName.ToLowerInvariant(), Options.Broker.Listeners.Select(listener => listener.Address).Append(Options.Web.Address));
        var authority = GatewayAuthority.Open(Options.Data, Options.Gateway, Time.GetUtcNow());
        return new ServerCertificate(authority, Options.Data, Options.Gateway, names, Time, Loggers.CreateLogger<ServerCertificate>());
    }
}
