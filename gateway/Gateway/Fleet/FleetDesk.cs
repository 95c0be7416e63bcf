using System.Text;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Wire;

namespace SmartCity.Gateway.Fleet;

/// <summary>
/// The registry at work in the running gateway: it decides who may connect, takes in what nodes tell of themselves, and
/// hands each its desired configuration. The file is the truth: whoever changes a row says so with <see cref="ApplyAsync"/>,
/// and a change nobody told of is seen when the file is looked at.
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
    private readonly Dictionary<string, (FleetNode Row, Task Cut)> _applied = [];
    private readonly Dictionary<string, long> _written = [];
    private IIngestBroker? _broker;
    private ITimer? _timer;
    private RegistryWatch? _watch;
    private long _changes;

    public FleetDesk(FleetStore store, NodeDirectory directory, NodeTable nodes, TimeProvider time, ILogger<FleetDesk> logger)
    {
        (_store, _directory, _nodes, _time, _logger) = (store, directory, nodes, time, logger);
        Commands = new CommandCalls(time);
        foreach (var row in store.Nodes.All()) Take(row);
        nodes.Told = (state, kind) =>
        {
            if (kind == TopicKind.CommandResult && state.CommandResult is { } result) Commands.Answer(state.Identity, result);
        };
    }

    public FleetStore Store => _store;

    /// <summary>Grows whenever rows may have changed.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>The nodes that may connect, of the configuration and of the registry.</summary>
    public IEnumerable<NodeIdentity> Allowed => _directory.Allowed;

    /// <summary>Commands that wait for their answer.</summary>
    public CommandCalls Commands { get; }

    /// <summary>The broker listens: hands it the desired configurations, to be kept for their nodes.</summary>
    public async Task StartAsync(IIngestBroker broker)
    {
        _broker = broker;
        foreach (var row in _store.Nodes.All().Where(row => row is { Desired: not null, RevokedMs: null })) await DesireAsync(row).ConfigureAwait(false);
        _timer = _time.CreateTimer(_ => WriteDown(), null, WriteEvery, WriteEvery);
        _watch = RegistryWatch.Begin(_store, _store.File, CatchUpAsync, _time, _logger);
    }

    /// <summary>
    /// A row was changed: a revoked node's connection is closed, and so is one that came in with credentials that are void
    /// now; a desired configuration goes out.
    /// </summary>
    public Task ApplyAsync(string site, string node) => ApplyAsync(() => _store.Nodes.Find(site, node) is { } row ? [row] : []);

    /// <summary>Applies every row that another process has changed and not told of.</summary>
    public Task CatchUpAsync() => ApplyAsync(_store.Nodes.All);

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
        if (_watch is not null) await _watch.DisposeAsync().ConfigureAwait(false);
        WriteDown();
        _store.Dispose();
    }

    // No connection waits for another one's end; whoever asks for a change that is under way waits for it.
    private async Task ApplyAsync(Func<IReadOnlyList<FleetNode>> read)
    {
        Interlocked.Increment(ref _changes);
        if (_broker is not { } broker) return;
        List<FleetNode> changed;
        List<Task> cuts;
        lock (_applied)
        {
            // Read in here, so that no row is applied after a later state of it.
            var rows = read();
            changed = [.. rows.Where(row => !IsApplied(row))];
            foreach (var row in changed)
            {
                if (row.RevokedMs is not null) FleetLog.Revoked(_logger, row.ClientId);
                if (Take(row)) _applied[row.ClientId] = (row, broker.DisconnectAsync(row.ClientId).AsTask());
            }

            cuts = [.. rows.Select(row => _applied[row.ClientId].Cut)];
        }

        await Task.WhenAll(cuts).ConfigureAwait(false);
        foreach (var row in changed.Where(row => row is { Desired: not null, RevokedMs: null })) await DesireAsync(row).ConfigureAwait(false);
    }

    private bool IsApplied(FleetNode row) =>
        _applied.TryGetValue(row.ClientId, out var before)
        && (before.Row.Secret, before.Row.Certificate, before.Row.RevokedMs, before.Row.Desired) == (row.Secret, row.Certificate, row.RevokedMs, row.Desired);

    // True when credentials became void.
    private bool Take(FleetNode row)
    {
        _applied[row.ClientId] = (row, Task.CompletedTask);
        return _directory.Apply(row);
    }

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
