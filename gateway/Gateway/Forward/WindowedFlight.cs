namespace SmartCity.Gateway.Forward;

/// <summary>
/// The sending of one batch by messages that are acknowledged one by one: in the batch's order, a window of them on the
/// way, each record settled by its own acknowledgement. Ends early when nothing is acknowledged for a while.
/// </summary>
/// <param name="receiver">The receiver's name, for reasons.</param>
/// <param name="window">Messages on the way at most.</param>
/// <param name="patience">Silence after which the connection is given up.</param>
internal abstract class WindowedFlight(SinkBatch batch, string receiver, int window, TimeSpan patience, TimeProvider time) : IDisposable
{
    /// <summary>What is on the way when the service stops gets this long to be acknowledged, so that it is not sent twice.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _window = new(window);
    private readonly CancellationTokenSource _abort = new(patience, time);
    private readonly Lock _gate = new();
    private SendOutcome _outcome;

    /// <summary>True when the connection is not to be used again.</summary>
    public bool ConnectionLost { get; private set; }

    protected SinkBatch Batch => batch;

    protected string Receiver => receiver;

    private string Silence => $"{receiver} acknowledged nothing for {patience.TotalSeconds:F0} s";

    private bool Failed
    {
        get
        {
            lock (_gate) return _outcome.Kind != FailureKind.None;
        }
    }

    public async Task<SendOutcome> SendAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token, cancellation);
        using var hurry = cancellation.Register(() => _abort.CancelAfter(Grace));
        var messages = new List<Task>(batch.Count);
        for (var i = 0; i < batch.Count && !Failed; i++)
        {
            try
            {
                await _window.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Fail(cancellation.IsCancellationRequested ? "stopped" : Silence, lost: !cancellation.IsCancellationRequested);
            }

            // Runs as far as the connection's queue before it yields, so that messages leave in the batch's order.
            if (!Failed) messages.Add(SendSafelyAsync(i));
        }

        await Task.WhenAll(messages).ConfigureAwait(false);
        return _outcome;
    }

    public void Dispose()
    {
        _window.Dispose();
        _abort.Dispose();
    }

    /// <summary>
    /// Sends a record's message, waits for its acknowledgement, and calls <see cref="Accept"/>, <see cref="Refuse"/> or
    /// <see cref="FailMessage"/>. What it throws is taken for the connection's end.
    /// </summary>
    protected abstract Task SendOneAsync(int index, CancellationToken abort);

    protected void Accept(int index)
    {
        batch.Accept(index);
        Alive();
    }

    /// <summary>The receiver has said something: its silence is counted anew.</summary>
    protected void Alive()
    {
        if (!Failed) _abort.CancelAfter(patience);
    }

    protected void Refuse(int index, string reason) => batch.Refuse(index, reason);

    /// <summary>The receiver did not take this message for now; nothing more is sent, what is on the way is waited for.</summary>
    protected void FailMessage(string reason) => Fail($"{receiver}: {reason}", lost: false);

    /// <summary>Nothing passes until somebody changes something; nothing more is sent.</summary>
    protected void FailFinally(string reason) => Fail(SendOutcome.Final($"{receiver}: {reason}"), lost: false);

    private async Task SendSafelyAsync(int index)
    {
        try
        {
            await SendOneAsync(index, _abort.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a client library throws, the connection is of no further use and the record not acknowledged.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(_abort.IsCancellationRequested ? Silence : $"{receiver}: {e.Message}", lost: true);
        }
        finally
        {
            _window.Release();
        }
    }

    private void Fail(string reason, bool lost) => Fail(SendOutcome.Temporary(reason), lost);

    private void Fail(SendOutcome outcome, bool lost)
    {
        lock (_gate)
        {
            if (_outcome.Kind == FailureKind.None) _outcome = outcome;
            ConnectionLost |= lost;
        }

        if (lost) _abort.Cancel();
    }
}
