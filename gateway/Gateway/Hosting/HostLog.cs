namespace SmartCity.Gateway.Hosting;

/// <summary>Log lines of the host, event ids 1900 to 1999.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1900, LogLevel.Information, "Gateway {Gateway} started: {Nodes} nodes may connect, state in {Data}")]
    public static partial void Started(ILogger logger, string gateway, int nodes, string data);

    [LoggerMessage(1901, LogLevel.Information, "Gateway {Gateway} stopped: {Packs} packs taken in, {Refused} refusals since the start")]
    public static partial void Stopped(ILogger logger, string gateway, long packs, long refused);

    [LoggerMessage(1902, LogLevel.Information, "Duplicate index restored: {Nodes} nodes, {Replayed} records read behind the saved state")]
    public static partial void IndexRestored(ILogger logger, int nodes, long replayed);

    [LoggerMessage(1903, LogLevel.Error, "The last commit failed ({Reason}); the next start reads more of the journal, no record is concerned")]
    public static partial void LastCommitFailed(ILogger logger, string? reason);
}
