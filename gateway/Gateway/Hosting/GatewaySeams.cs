using System.Security.Cryptography;
using SmartCity.Gateway.Cabinet.Outputs;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web;
using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>What a gateway takes from outside of it: time, the log, the journal, and parts that stand on the journal.</summary>
internal sealed record GatewaySeams
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes the machine's pins; called when outputs are configured.</summary>
    public Func<IOutputPins> OpenPins { get; init; } = GpioPins.OpenMachine;

    /// <summary>False where the date runs at another speed than the timers, as in a demo: no step of the clock is looked for.</summary>
    public bool WatchClock { get; init; } = true;

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>The last lines of the log, for the web interface; whoever makes the loggers adds it to them.</summary>
    public LogRing Logs { get; init; } = new(TimeProvider.System);

    /// <summary>The file the configuration came from; null: from none, as in a demo.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Tells the person at the console what no log may keep; null where the console is a log.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Opens (recovers) the journal; the host owns and disposes it.</summary>
    public Func<GatewayOptions, TimeProvider, IJournalObserver, CancellationToken, Task<IJournal>> OpenJournal { get; init; } = FileJournal.OpenAsync;

    /// <summary>Opens the registry of nodes; the host owns and disposes it.</summary>
    public Func<GatewayOptions, FleetStore> OpenFleet { get; init; } = static options => FleetStore.Open(options.Data);

    /// <summary>Makes the parts that run beside ingest, in the order in which they start.</summary>
    public Func<GatewayHost, IEnumerable<IGatewayPart>> Parts { get; init; } = Standard;

    /// <summary>Forwarding, the history and the web interface.</summary>
    public static IEnumerable<IGatewayPart> Standard(GatewayHost host) =>
        [new ForwardPart(host, new Random(RandomNumberGenerator.GetInt32(int.MaxValue))), new HistoryPart(host), new WebPart(host)];
}
