using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;
using SmartCity.Gateway.Web.Live;
using SmartCity.Journal;

namespace SmartCity.Gateway.Web.Api;

/// <summary>A quantity as the catalogue has it.</summary>
internal sealed record ChannelLine(string Name, string Unit, double Min, double Max, int Decimals, string En, string Zh, bool Bool);

/// <summary>The gateway's own state.</summary>
/// <param name="DiskFree">Bytes free on the data directory's file system; null when it cannot be told.</param>
/// <param name="Refusals">By reason, those that occurred.</param>
/// <param name="CardTerabytes">What the card can be written in its life, as configured; 0: not known.</param>
internal sealed record GatewayDetail(
    string Gateway, Pulse Pulse, JournalDetail? Journal, IReadOnlyList<SinkLine> Sinks, IReadOnlyDictionary<string, long> Refusals,
    long Packs, long DuplicatePacks, long Throttled, long? DiskFree, long? DiskTotal, int Streams, int Sessions, long UptimeSeconds, double CardTerabytes = 0);

/// <summary>The journal: what it holds and what it costs the card.</summary>
/// <param name="Written">Bytes the journal had the device write since the start, by cause.</param>
internal sealed record JournalDetail(
    string State, string? Reason, long SinceMs, long DataRecords, long EventRecords, long Evicted, long Lost,
    IReadOnlyDictionary<string, long> Written, long WrittenTotal, long Flushes, long Commits);

/// <summary>Sinks, journal, limits and log.</summary>
internal sealed class GatewayApi(WebContext web)
{
    private readonly long _started = web.Host.Time.GetTimestamp();

    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/gateway", Right.View, (context, _) => Reply.JsonAsync(context, Detail(), WebJson.Default.GatewayDetail)),
        WebRoute.Get("/api/v1/sinks", Right.View, (context, _) => Reply.JsonAsync(context, web.Meter.Sinks(), WebJson.Default.IReadOnlyListSinkLine)),
        WebRoute.Get("/api/v1/backlog", Right.View, (context, _) => Reply.JsonAsync(context, web.Meter.Backlog, WebJson.Default.IReadOnlyListBacklogPoint)),
        WebRoute.Get("/api/v1/logs", Right.View, (context, _) => Reply.JsonAsync(context, web.Logs.Lines, WebJson.Default.IReadOnlyListLogLine)),
        WebRoute.Get("/api/v1/channels", Right.View, (context, _) => Reply.JsonAsync(context, Channels, WebJson.Default.IReadOnlyListChannelLine)),
    ];

    private static IReadOnlyList<ChannelLine> Channels { get; } =
        [.. ChannelCatalog.BuiltIn.All.Select(c => new ChannelLine(c.Name, c.Unit, c.Min, c.Max, c.Decimals, c.En, c.Zh, c.Value == Hardware.Channels.ChannelValue.Bool))];

    private GatewayDetail Detail()
    {
        var host = web.Host;
        var disk = Disk(host.Options.Data);
        return new GatewayDetail(
            host.Options.Gateway, web.Meter.Pulse(), Journal(host), web.Meter.Sinks(),
            Enum.GetValues<Refusal>().Where(reason => host.Counters.RefusedFor(reason) > 0).ToDictionary(reason => reason.ToString(), host.Counters.RefusedFor),
            host.Counters.Packs, host.Counters.DuplicatePacks, host.Counters.Throttled, disk?.AvailableFreeSpace, disk?.TotalSize,
            web.Hub.Open, web.Door.Sessions.Count, (long)host.Time.GetElapsedTime(_started).TotalSeconds, host.Options.Operate.CardTerabytes);
    }

    private static JournalDetail? Journal(GatewayHost host)
    {
        if (host.Journal is not DurableLog log) return null;
        var status = log.Status;
        return new JournalDetail(
            PulseMeter.Name(status.State), status.Reason, status.SinceMs,
            log.End(Lane.Data) - log.Start(Lane.Data), log.End(Lane.Event) - log.Start(Lane.Event), host.Watch.Evicted, host.Watch.Lost,
            Enum.GetValues<WearCause>().ToDictionary(cause => cause.ToString().ToLowerInvariant(), log.Wear.Bytes),
            log.Wear.TotalBytes, log.Wear.Flushes, log.Wear.Commits);
    }

    private static DriveInfo? Disk(string path)
    {
        try
        {
            var drive = new DriveInfo(path);
            return drive.IsReady ? drive : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
