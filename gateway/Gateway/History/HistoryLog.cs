namespace SmartCity.Gateway.History;

/// <summary>Log lines of the history, event ids 2280 to 2289.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(2280, LogLevel.Error, "The history was not written ({Reason}); the journal keeps what belongs there, and it is tried again")]
    public static partial void NotWritten(ILogger logger, string reason);

    [LoggerMessage(2281, LogLevel.Error, "There is no history: {Reason}")]
    public static partial void NotOpened(ILogger logger, string reason);
}
