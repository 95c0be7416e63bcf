using System.Threading.Channels;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Gateway.Operate.Reload;
using SmartCity.Gateway.Operate.Service;

namespace SmartCity.Gateway.Operate;

/// <summary>
/// One gateway after another over one configuration file. A reload ends the running one in good order (everything
/// acknowledged is on the disk, nodes keep the rest) and starts the next in the same process; a configuration that cannot
/// start, or breaks the uplink, gives way to the one before it.
/// </summary>
internal sealed class GatewayService(string file, GatewaySeams seams, IServiceManager manager)
{
    private static readonly TimeSpan TrialLook = TimeSpan.FromSeconds(1);

    // What a busy hour took goes back, too: where little is allocated the collector by itself would not come by for days.
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(10);

    // One reload that waits stands for all of them.
    private readonly Channel<bool> _reloads = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    // To stop one gateway and start the next takes no longer than a start may (TimeoutStartSec of the unit).
    private readonly WorkGauge _change = new("change of configuration", TimeSpan.FromMinutes(10), seams.Time);
    private readonly ILogger _logger = seams.Loggers.CreateLogger<GatewayService>();
    private GatewayHost? _host;
    private LoadedConfig? _config;
    private LoadedConfig? _fallback;
    private ConfigTrial? _trial;

    /// <summary>The gateway that runs now; null before the first and while one gives way to the next.</summary>
    public GatewayHost? Host => Volatile.Read(ref _host);

    /// <summary>Asks for the configuration to be read again.</summary>
    public void Reload() => _reloads.Writer.TryWrite(true);

    /// <summary>Runs until told to stop. When it throws, no gateway could be started.</summary>
    public async Task RunAsync(StartChoice choice, CancellationToken stop)
    {
        manager.Notify(ServiceState.Starting("recovering the journal"));
        try
        {
            await StartAsync(choice, stop).ConfigureAwait(false);
            manager.Notify(ServiceState.Ready);
            var feed = new WatchdogFeed(manager, () => [_change, .. Host?.Progress ?? []], Status, seams.Time, _logger);
            await using (feed.ConfigureAwait(false))
            {
                while (!stop.IsCancellationRequested) await StepAsync(stop).ConfigureAwait(false);
            }

            // After the last beat, which would put its own status over this one.
            manager.Notify(ServiceState.Stopping);
        }
        finally
        {
            if (_trial is null && Host is not null) Note(Reached());
            await EndAsync().ConfigureAwait(false);
        }
    }

    private async Task StartAsync(StartChoice choice, CancellationToken stop)
    {
        if (choice.Fallback is null)
        {
            await BeginAsync(choice.Config, stop).ConfigureAwait(false);
            Remember(book => book.KeepFirst(choice.Config.Text));
            return;
        }

        _config = choice.Fallback;
        await ApplyAsync(choice.Config, choice.Reached, stop).ConfigureAwait(false);
    }

    private async Task StepAsync(CancellationToken stop)
    {
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            var reload = _reloads.Reader.WaitToReadAsync(over.Token).AsTask();
            var look = Task.Delay(_trial is null ? TidyEvery : TrialLook, seams.Time, over.Token);
            await Task.WhenAny(reload, look).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }

        if (stop.IsCancellationRequested) return;
        if (_reloads.Reader.TryRead(out _)) await ReloadAsync(stop).ConfigureAwait(false);
        else if (_trial is { } trial) await JudgeAsync(trial, stop).ConfigureAwait(false);
        else GiveBack();
    }

    private async Task ReloadAsync(CancellationToken stop)
    {
        var next = LoadedConfig.TryLoad(file, out var faults);
        foreach (var fault in faults) OperateLog.ConfigRefused(_logger, fault.ToString());
        if (next is null) return;
        if (next.Text.AsSpan().SequenceEqual(_config!.Text))
        {
            OperateLog.ConfigSame(_logger, file);
            return;
        }

        manager.Notify(ServiceState.Reloading(seams.Time));
        await ApplyAsync(next, _trial?.ReachedBefore ?? Reached(), stop).ConfigureAwait(false);
        manager.Notify(ServiceState.Ready);
    }

    // The one that ran, or that proved itself, is what to go back to; a second change during a trial does not move it.
    private async Task ApplyAsync(LoadedConfig next, IReadOnlyCollection<string> reached, CancellationToken stop)
    {
        var before = _fallback ?? _config!;
        Note(reached);
        try
        {
            await ChangeAsync(next, stop).ConfigureAwait(false);
            (_fallback, _trial) = (before, new ConfigTrial(reached, seams.Time));
            OperateLog.ConfigApplied(_logger, file);
        }
#pragma warning disable CA1031 // Whatever a new configuration breaks, the one before it worked.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            OperateLog.ConfigUnusable(_logger, e.Message);
            await ChangeAsync(before, stop).ConfigureAwait(false);
            (_fallback, _trial) = (null, null);
        }
    }

    private async Task JudgeAsync(ConfigTrial trial, CancellationToken stop)
    {
        var verdict = trial.Judge(Sinks());
        if (verdict == TrialVerdict.Open) return;
        var (tried, fallback) = (_config!, _fallback!);
        (_fallback, _trial) = (null, null);
        if (verdict == TrialVerdict.Kept)
        {
            Remember(book => book.Keep(tried.Text));
            OperateLog.ConfigKept(_logger);
            return;
        }

        Remember(book => book.Undo(tried.Text));
        manager.Notify(ServiceState.Reloading(seams.Time));
        await ChangeAsync(fallback, stop).ConfigureAwait(false);
        manager.Notify(ServiceState.Ready);
        OperateLog.ConfigUndone(_logger, trial.Reason!, file);
    }

    private async Task ChangeAsync(LoadedConfig next, CancellationToken stop)
    {
        _change.Enter();
        try
        {
            await EndAsync().ConfigureAwait(false);
            await BeginAsync(next, stop).ConfigureAwait(false);
        }
        finally
        {
            _change.Leave();
        }
    }

    private async Task BeginAsync(LoadedConfig config, CancellationToken stop)
    {
        var host = new GatewayHost(config.Options, seams);
        try
        {
            await host.StartAsync(stop).ConfigureAwait(false);
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _config = config;
        Volatile.Write(ref _host, host);

        // What only the start needed: schema, replay, recovery.
        GiveBack();
    }

    // Memory that is not needed any more, to the system.
    private static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ImagePages.Release();
    }

    private async Task EndAsync()
    {
        if (_host is not { } host) return;
        Volatile.Write(ref _host, null);
        await host.DisposeAsync().ConfigureAwait(false);
    }

    private IReadOnlyList<SinkSnapshot> Sinks() => Host?.Parts.OfType<ForwardPart>().FirstOrDefault()?.Engine?.Snapshot() ?? [];

    private string[] Reached() => [.. Sinks().Where(sink => sink.State == SinkState.Up).Select(sink => sink.Name)];

    private string Status()
    {
        if (Host is not { } host) return "changing the configuration";
        var waiting = Sinks().Sum(sink => sink.BacklogPacks);
        return $"{host.Nodes.Nodes.Count(node => node.Connected)} nodes connected, {host.Counters.JournaledPacks} packs taken in, {waiting} wait for a receiver"
            + (_trial is null ? "" : "; the new configuration is on trial");
    }

    private void Note(IReadOnlyCollection<string> reached) => Remember(book => book.Note(reached));

    // Worth a line in the log and no more: the gateway works, a restart would only know less.
    private void Remember(Action<ConfigBook> note)
    {
        try
        {
            note(new ConfigBook(_config!.Options.Data));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            OperateLog.BookUnwritable(_logger, e.Message);
        }
    }
}
