using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Fleet;

/// <summary>
/// Looks at the registry's file for what nobody told of: a revocation by a command line that could not reach the gateway's
/// socket, a row put right by hand. A look reads one counter of the file. The kernel says when to look; where it does not
/// watch files, and for what a watch may miss, a timer does.
/// </summary>
internal sealed class RegistryWatch : IAsyncDisposable
{
    /// <summary>Without a watch. With the half second a dismissed connection has to go by itself, a revocation takes effect within one second.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly FleetStore _store;
    private readonly Func<Task> _changed;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly FileSystemWatcher? _watcher;
    private Task _work = Task.CompletedTask;
    private int _asked;
    private bool _over;
    private bool _blind;

    private RegistryWatch(FleetStore store, string? file, Func<Task> changed, TimeProvider time, ILogger logger)
    {
        (_store, _changed, _logger) = (store, changed, logger);
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        _watcher = file is null ? null : Watch(file);
    }

    /// <param name="file">What the kernel is to watch; null: nothing, looks are the timer's alone.</param>
    /// <param name="changed">Called at the first look, and when the file has changed; once at a time.</param>
    public static RegistryWatch Begin(FleetStore store, string? file, Func<Task> changed, TimeProvider time, ILogger logger) => new(store, file, changed, time, logger);

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _over = true;
        _watcher?.Dispose();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
    }

    // A commit is the end of its rollback journal (sqlite.org/atomiccommit.html, 3.11): a look before it would be in vain.
    private FileSystemWatcher? Watch(string file)
    {
        try
        {
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + "-journal") { NotifyFilter = NotifyFilters.FileName };
            watcher.Deleted += (_, _) => Look();
            watcher.Error += (_, _) => _timer.Change(TimeSpan.Zero, LookEvery);
            _timer.Change(LookEvery, LookAnyway);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The kernel watches as many files as it may already, or is forbidden to.
            _timer.Change(LookEvery, LookEvery);
            return null;
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (!_over && ++_asked == 1) _work = LookAsync();
        }
    }

    // Who asks during a look may mean what it has not seen: another follows.
    private async Task LookAsync()
    {
        await Task.Yield();
        while (true)
        {
            var asked = Volatile.Read(ref _asked);
            await LookOnceAsync().ConfigureAwait(false);
            lock (_gate)
            {
                if (_asked == asked || _over)
                {
                    _asked = 0;
                    return;
                }
            }
        }
    }

    private async Task LookOnceAsync()
    {
        try
        {
            if (_store.ChangedElsewhere() || _blind) await _changed().ConfigureAwait(false);
            _blind = false;
        }
#pragma warning disable CA1031 // Whatever is wrong with one look, or with one row, the next must come.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // Once, not at every look.
            if (!_blind) FleetLog.NotRead(_logger, e.Message);
            _blind = true;
        }
    }
}
