using System.Security.Cryptography;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Forward;
using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>What a gateway takes from outside of it: time, the log, the journal, and parts that stand on the journal.</summary>
internal sealed record GatewaySeams
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Opens (recovers) the journal; the host owns and disposes it.</summary>
    public Func<GatewayOptions, TimeProvider, IJournalObserver, CancellationToken, Task<IJournal>> OpenJournal { get; init; } = FileJournal.OpenAsync;

    /// <summary>Opens the registry of nodes; the host owns and disposes it.</summary>
    public Func<GatewayOptions, FleetStore> OpenFleet { get; init; } = static options => FleetStore.Open(options.Data);

    /// <summary>Makes the parts that run beside ingest, in the order in which they start; forwarding, unless told otherwise.</summary>
    public Func<GatewayHost, IEnumerable<IGatewayPart>> Parts { get; init; } =
        static host => [new ForwardPart(host, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)))];
}
