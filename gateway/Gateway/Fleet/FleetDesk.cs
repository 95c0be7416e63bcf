using System.Text;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Wire;

namespace SmartCity.Gateway.Fleet;

/// <summary>
/// The registry at work in the running gateway: it decides who may connect, takes in what nodes tell of themselves, and
/// hands each its desired configuration. The file is the truth; whoever changes a row says so with <see cref="ApplyAsync"/>.
/// </summary>
internal sealed class FleetDesk : IAsyncDisposable
{
    // What nodes tell is written down in one go: a restart shows it at most that much older.
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(5);

    private readonly FleetStore _store;
    private readonly NodeDirectory _directory;
    private readonly NodeTable _nodes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, long> _written = [];
    private IIngestBroker? _broker;
    private ITimer? _timer;

    public FleetDesk(FleetStore store, NodeDirectory directory, NodeTable nodes, TimeProvider time, ILogger<FleetDesk> logger)
    {
        (_store, _directory, _nodes, _time, _logger) = (store, directory, nodes, time, logger);
        Commands = new CommandCalls(time);
        foreach (var row in store.Nodes.All()) directory.Apply(row);
        nodes.Told = (state, kind) =>
        {
            if (kind == TopicKind.CommandResult && state.CommandResult is { } result) Commands.Answer(state.Identity, result);
        };
    }

    public FleetStore Store => _store;

    /// <summary>Commands that wait for their answer.</summary>
    public CommandCalls Commands { get; }

    /// <summary>The broker listens: hands it the desired configurations, to be kept for their nodes.</summary>
    public async Task StartAsync(IIngestBroker broker)
    {
        _broker = broker;
        foreach (var row in _store.Nodes.All().Where(row => row is { Desired: not null, RevokedMs: null })) await DesireAsync(row).ConfigureAwait(false);
        _timer = _time.CreateTimer(_ => WriteDown(), null, WriteEvery, WriteEvery);
    }

    /// <summary>
    /// A row was changed: a revoked node's connection is closed, and so is one that came in with credentials that are void
    /// now; a desired configuration goes out.
    /// </summary>
    public async Task ApplyAsync(string site, string node)
    {
        var clientId = Topics.ClientId(site, node);
        if (_store.Nodes.Find(site, node) is not { } row || _broker is not { } broker) return;
        var before = _directory.Find(clientId);
        _directory.Apply(row);
        if (row.RevokedMs is not null) FleetLog.Revoked(_logger, clientId);
        if (before is not null && !SameCredentials(before, row)) await broker.DisconnectAsync(clientId).ConfigureAwait(false);
        if (row is { Desired: not null, RevokedMs: null }) await DesireAsync(row).ConfigureAwait(false);
    }

    /// <summary>Sends a command and waits for its outcome: null when none came in time.</summary>
    public async Task<(SendResult Sent, string? Outcome)> CommandAsync(string site, string node, string id, string json, TimeSpan patience, CancellationToken cancellation)
    {
        if (_broker is not { } broker) return (SendResult.NotConnected, null);
        using var call = Commands.Begin(Topics.ClientId(site, node), id);
        var sent = await broker.SendAsync(site, node, TopicKind.Command, Encoding.UTF8.GetBytes(json), cancellation).ConfigureAwait(false);
        return (sent, sent == SendResult.Sent ? await call.OutcomeAsync(patience, cancellation).ConfigureAwait(false) : null);
    }

    /// <summary>Every node that is known, each with its connection as it is now.</summary>
    public IEnumerable<(FleetNode Row, NodeState? State)> Live()
    {
        WriteDown();
        return _store.Nodes.All().Select(row => (row, _nodes.Find(row.ClientId)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync().ConfigureAwait(false);
        WriteDown();
        _store.Dispose();
    }

    private static bool SameCredentials(NodeEntry before, FleetNode row) =>
        row.RevokedMs is null && (row.Secret is not { } secret || !NodeSecret.TryParse(secret, out var digest) || before.Credential?.IsOf(digest) == true);

    private async Task DesireAsync(FleetNode row) =>
        await _broker!.SendAsync(row.Site, row.Node, TopicKind.Config, Encoding.UTF8.GetBytes(row.Desired!), CancellationToken.None).ConfigureAwait(false);

    private void WriteDown()
    {
        try
        {
            lock (_written)
            {
                var news = _nodes.Nodes.Where(state => state.LastSeenMs > _written.GetValueOrDefault(state.Identity.ClientId)).ToList();
                if (news.Count == 0) return;
                _store.Together(() =>
                {
                    foreach (var state in news) _store.Nodes.Report(state.Identity.Site, state.Identity.Node, NodeStatus.Of(state));
                });
                foreach (var state in news) _written[state.Identity.ClientId] = state.LastSeenMs;
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            // Nothing a node must not lose: it is told again within minutes.
            FleetLog.NotWritten(_logger, e.Message);
        }
    }
}
