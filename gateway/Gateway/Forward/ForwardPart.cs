using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Forward;

/// <summary>Forwarding as a part of the gateway: the sinks of the configuration over the host's journal.</summary>
internal sealed class ForwardPart(GatewayHost host, Random random) : IGatewayPart
{
    /// <summary>Directory of the dead letters within the state directory.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>The engine, while the part runs.</summary>
    public ForwardEngine? Engine { get; private set; }

    public async Task StartAsync(CancellationToken cancellation)
    {
        var log = host.Loggers.CreateLogger<ForwardEngine>();
        var services = new SinkServices(host.Options.Gateway, host.Time, log);
        Engine = await ForwardEngine.StartAsync(
            host.Journal, host.Options.Sinks.Select(sink => sink.Bind(services)), Path.Combine(host.Options.Data, DeadLetters), host.Time, random, log)
            .ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellation) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (Engine is null) return;
        await Engine.DisposeAsync().ConfigureAwait(false);
        Engine = null;
    }
}
