namespace SmartCity.Gateway.Fleet;

/// <summary>Log lines of the fleet, event ids 2420 to 2459.</summary>
internal static partial class FleetLog
{
    [LoggerMessage(2420, LogLevel.Warning, "{Client} is revoked; its connection is closed")]
    public static partial void Revoked(ILogger logger, string client);

    [LoggerMessage(2421, LogLevel.Error, "The registry takes nothing: {Reason}")]
    public static partial void NotWritten(ILogger logger, string reason);

    [LoggerMessage(2422, LogLevel.Error, "The registry cannot be read: {Reason}; nodes revoked from now on are cut off when it can")]
    public static partial void NotRead(ILogger logger, string reason);
}
