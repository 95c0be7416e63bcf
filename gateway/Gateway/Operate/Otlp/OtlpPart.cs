using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Http;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Metrics;

namespace SmartCity.Gateway.Operate.Otlp;

/// <summary>
/// Sends the metrics to a collector now and then; nothing of it exists where none is configured. An export that fails is
/// not repeated: sums are cumulative, so the next one says all that it would have said.
/// </summary>
internal sealed class OtlpPart(GatewayHost host) : IGatewayPart
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger = host.Loggers.CreateLogger<OtlpPart>();
    private Task _exporting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellation)
    {
        if (host.Options.Operate.Otlp is { } options) _exporting = ExportAsync(options, host.Time.GetUtcNow());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _exporting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ExportAsync(OtlpOptions options, DateTimeOffset started)
    {
        using var collector = new HttpReceiver(options, host.Time);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.EverySeconds), host.Time);
        var metrics = GatewayMetrics.Of(host);
        (string, string)[] resource = [("service.name", "smartcity-gateway"), ("service.instance.id", host.Options.Gateway), ("service.version", MachineMetrics.Version)];
        var down = false;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                var body = OtlpMetrics.Write(metrics, resource, MachineMetrics.Version, started, host.Time.GetUtcNow());
                var answer = await collector.PostAsync("v1/metrics", "application/x-protobuf", body, _stop.Token).ConfigureAwait(false);
                var outcome = answer.Outcome(collector.Name);
                if (!down && outcome.Kind != FailureKind.None) OperateLog.NoCollector(_logger, outcome.Reason ?? collector.Name);
                else if (down && outcome.Kind == FailureKind.None) OperateLog.CollectorBack(_logger, collector.Name);
                down = outcome.Kind != FailureKind.None;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The gateway stops; the numbers of its last minute go with it.
        }
    }
}
