using Microsoft.Data.Sqlite;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.History;

/// <summary>The history as a part of the gateway; without it everything else works.</summary>
internal sealed class HistoryPart(GatewayHost host) : IGatewayPart
{
    private readonly CancellationTokenSource _stop = new();
    private Task _feeding = Task.CompletedTask;

    /// <summary>Null: switched off, or its file cannot be opened.</summary>
    public HistoryStore? Store { get; private set; }

    public Task StartAsync(CancellationToken cancellation)
    {
        if (!host.Options.History.Enabled)
        {
            if (host.Journal.CursorNames.Contains(HistoryFeed.CursorName)) host.Journal.RemoveCursor(HistoryFeed.CursorName);
            return Task.CompletedTask;
        }

        var logger = host.Loggers.CreateLogger<HistoryPart>();
        try
        {
            Store = new HistoryStore(HistoryFile.Open(host.Options.Data));
            var feed = new HistoryFeed(host.Journal, Store, host.Options.History, host.Options.Gateway, host.Time, host.Beat, logger);
            _feeding = Task.Run(() => feed.RunAsync(_stop.Token), CancellationToken.None);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            HistoryLog.NotOpened(logger, e.Message);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _feeding.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        Store?.Dispose();
        Store = null;
        _stop.Dispose();
    }
}
