using Microsoft.Data.Sqlite;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Fleet;

/// <summary>
/// Looks at the registry's file for what nobody told of: a revocation by a command line that could not reach the gateway's
/// socket, a row put right by hand. A look reads one counter of the file.
/// </summary>
internal sealed class RegistryWatch : IAsyncDisposable
{
    /// <summary>With the half second a dismissed connection has to go by itself, a revocation takes effect within one second.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly FleetStore _store;
    private readonly Func<Task> _changed;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private Task _work = Task.CompletedTask;
    private int _looking;
    private bool _blind;

    private RegistryWatch(FleetStore store, Func<Task> changed, TimeProvider time, ILogger logger)
    {
        (_store, _changed, _logger) = (store, changed, logger);
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <param name="changed">Called at the first look, and when the file has changed; once at a time.</param>
    public static RegistryWatch Begin(FleetStore store, Func<Task> changed, TimeProvider time, ILogger logger) => new(store, changed, time, logger);

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
    }

    private void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0) _work = LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            if (_store.ChangedElsewhere() || _blind) await _changed().ConfigureAwait(false);
            _blind = false;
        }
        catch (SqliteException e)
        {
            // Once, not four times a second.
            if (!_blind) FleetLog.NotRead(_logger, e.Message);
            _blind = true;
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }
}
