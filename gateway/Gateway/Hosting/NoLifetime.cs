namespace SmartCity.Gateway.Hosting;

/// <summary>
/// A web host inside the gateway: the process's signals belong to the command that runs the gateway, and a test or the demo
/// runs several in one process.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
