namespace SmartCity.Gateway.Forward;

/// <summary>A receiver of packs. The engine calls it with one batch at a time and never from two threads at once.</summary>
internal interface ISink : IAsyncDisposable
{
    /// <summary>Name of the sink and of its cursor, unique in the configuration.</summary>
    string Name { get; }

    /// <summary>
    /// Sends a batch and returns once the receiver has it safe, in the batch's order for each node. Connects by itself.
    /// The receiver's faults are outcomes, not exceptions; when <paramref name="cancellation"/> fires, what was accepted
    /// until then stays marked and <see cref="OperationCanceledException"/> may be thrown. Tells the batch what it writes
    /// (<see cref="SinkBatch.Sent"/>), for a sink may be held to so many bytes a second.
    /// </summary>
    ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation);
}
