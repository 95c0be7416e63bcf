using SmartCity.Gateway.Forward.Control;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Hosting.Control;
using SmartCity.Gateway.Operate.Progress;

namespace SmartCity.Gateway.Forward;

/// <summary>Forwarding as a part of the gateway: the sinks of the configuration over the host's journal.</summary>
internal sealed class ForwardPart(GatewayHost host, Random random) : IGatewayPart
{
    private LineSocket? _control;

    /// <summary>The engine, while the part runs.</summary>
    public ForwardEngine? Engine { get; private set; }

    public IEnumerable<WorkGauge> Progress => Engine?.Sinks.Select(sink => sink.Progress) ?? [];

    /// <summary>Where a sink's dead letters lie in the state directory.</summary>
    public static string DeadLetterFile(string data, string sink) => ForwardEngine.DeadLetterFile(DeadLetters(data), sink);

    public async Task StartAsync(CancellationToken cancellation)
    {
        var log = host.Loggers.CreateLogger<ForwardEngine>();
        var services = new SinkServices(host.Options.Gateway, host.Options.Data, host.Time, log);
        Engine = await ForwardEngine.StartAsync(
            host.Journal, host.Options.Sinks.Select(sink => sink.Bind(services)), DeadLetters(host.Options.Data), host.Time, random, log, host.Losses, host.Rules.Repair)
            .ConfigureAwait(false);
        _control = ControlSocket.TryOpen(Engine, host.Time, host.Options.Data, log);
    }

    public async Task StopAsync(CancellationToken cancellation) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_control is not null) await _control.DisposeAsync().ConfigureAwait(false);
        _control = null;
        if (Engine is null) return;
        await Engine.DisposeAsync().ConfigureAwait(false);
        Engine = null;
    }

    private static string DeadLetters(string data) => Path.Combine(data, "dead-letters");
}
