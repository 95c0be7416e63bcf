namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// Sends real-time data of each pack to an environment platform, and the minute, hour and day statistics of their
/// factors when a period is over, by a timer of its own where no pack comes any more.
/// </summary>
internal sealed class Hj212Sink : ISink
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    private readonly Hj212SinkOptions _options;
    private readonly TimeProvider _time;
    private readonly Stations _stations;
    private readonly RealTimeData _data;
    private readonly Hj212Messages _messages;
    private readonly PeriodSender _periods;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _ticking;
    private Hj212Connection? _connection;
    private long _sentBytes;

    /// <param name="periods">File in which the periods are kept.</param>
    public Hj212Sink(Hj212SinkOptions options, string periods, TimeProvider time)
    {
        _options = options;
        _time = time;
        _stations = new Stations(options.Stations);
        var factors = new FactorTable(options.Factors);
        var times = new LocalTimes(TimeSpan.FromMinutes(options.UtcOffsetMinutes));
        _data = new RealTimeData(factors, times, options.PackKey);
        _messages = new Hj212Messages(options, times, time);
        _periods = new PeriodSender(options, periods, _stations, factors, times, _messages, time);
        _ticking = options.Periods.Count > 0 ? TickAsync() : Task.CompletedTask;
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await ConnectAsync(cancellation).ConfigureAwait(false) is { Kind: not FailureKind.None } failure) return failure;
            using var flight = new Hj212Flight(batch, _connection!, _stations, _data, _messages, _options, Password(), _time);
            var outcome = await flight.SendAsync(cancellation).ConfigureAwait(false);
            _periods.Take(batch, flight.IsDelivered);
            for (var i = 0; i < batch.Count; i++)
            {
                if (flight.IsDelivered(i)) batch.Accept(i);
            }

            if (flight.ConnectionLost) await CloseAsync().ConfigureAwait(false);
            else if (outcome.Kind == FailureKind.None) await SendDueAsync(cancellation).ConfigureAwait(false);
            return outcome;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SendOutcome.Temporary($"{_options.Name}: {e.Message}");
        }
        finally
        {
            // With it the statistics that went since the batch before.
            batch.Sent(Interlocked.Exchange(ref _sentBytes, 0));
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _periods.Dispose();
        _gate.Dispose();
        _stop.Dispose();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) await TickOnceAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task TickOnceAsync()
    {
        await _gate.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (!_periods.Waits || (await ConnectAsync(_stop.Token).ConfigureAwait(false)).Kind != FailureKind.None) return;
            await SendDueAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The periods stay due; the sink's next batch tells of the disk.
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task SendDueAsync(CancellationToken cancellation)
    {
        try
        {
            await _periods.SendDueAsync(_connection!, Password(), cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            // The connection's fault: the packs were answered before it, and the periods stay due.
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task<SendOutcome> ConnectAsync(CancellationToken cancellation)
    {
        if (_connection is { IsOpen: true }) return SendOutcome.Delivered;
        await CloseAsync().ConfigureAwait(false);
        (_connection, var failure) = await Hj212Connection.OpenAsync(_options, _time, bytes => Interlocked.Add(ref _sentBytes, bytes), cancellation).ConfigureAwait(false);
        return failure;
    }

    private string Password() => SinkPassword.Read(_options.Password, _options.PasswordFile) ?? "";

    private async ValueTask CloseAsync()
    {
        if (_connection is null) return;
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }
}
