using SmartCity.Gateway.Operate.Progress;

namespace SmartCity.Gateway.Hosting;

/// <summary>Something that runs while the gateway does, on an open journal. Starts before the broker listens, stops after it is closed.</summary>
internal interface IGatewayPart : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Ends what is under way; the journal is still open.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Its loops, for the watchdog; none, unless it says otherwise.</summary>
    IEnumerable<WorkGauge> Progress => [];
}
