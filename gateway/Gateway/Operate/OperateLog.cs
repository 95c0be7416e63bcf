namespace SmartCity.Gateway.Operate;

/// <summary>Log lines of the service's operation, event ids 2300 to 2399.</summary>
internal static partial class OperateLog
{
    [LoggerMessage(2300, LogLevel.Critical, "{Loop} has made no progress for {Seconds:F0} s; the watchdog is no longer fed")]
    public static partial void Stalled(ILogger logger, string loop, double seconds);

    [LoggerMessage(2301, LogLevel.Warning, "{Loop} makes progress again")]
    public static partial void Resumed(ILogger logger, string loop);

    [LoggerMessage(2302, LogLevel.Information, "Metrics and health on http://{Endpoint}")]
    public static partial void Listening(ILogger logger, System.Net.IPEndPoint endpoint);

    [LoggerMessage(2303, LogLevel.Warning, "No metrics and no health on http://{Endpoint}: {Reason}")]
    public static partial void NotListening(ILogger logger, System.Net.IPEndPoint endpoint, string reason);

    [LoggerMessage(2304, LogLevel.Information, "Nodes may ask for the time on {Endpoint} (SNTP)")]
    public static partial void TimeServer(ILogger logger, System.Net.IPEndPoint endpoint);

    [LoggerMessage(2305, LogLevel.Error, "Nobody can ask for the time on {Endpoint}: {Reason}. A port below 1024 needs the drop-in that docs/operations.md shows")]
    public static partial void NoTimeServer(ILogger logger, System.Net.IPEndPoint endpoint, string reason);

    [LoggerMessage(2306, LogLevel.Warning, "The collector does not take the metrics: {Reason}; tried again at the next export")]
    public static partial void NoCollector(ILogger logger, string reason);

    [LoggerMessage(2307, LogLevel.Information, "The collector {Collector} takes the metrics again")]
    public static partial void CollectorBack(ILogger logger, string collector);

    [LoggerMessage(2310, LogLevel.Error, "Configuration refused, the old one stays: {Fault}")]
    public static partial void ConfigRefused(ILogger logger, string fault);

    [LoggerMessage(2311, LogLevel.Information, "Configuration {File} is the one that runs; nothing to do")]
    public static partial void ConfigSame(ILogger logger, string file);

    [LoggerMessage(2312, LogLevel.Information, "Configuration {File} is in force")]
    public static partial void ConfigApplied(ILogger logger, string file);

    [LoggerMessage(2313, LogLevel.Information, "The new configuration has proved itself: every receiver reached before is reached")]
    public static partial void ConfigKept(ILogger logger);

    [LoggerMessage(2314, LogLevel.Error, "The new configuration is undone, the one before is in force: {Reason}. Correct {File} and reload; reloading it as it is tries it again")]
    public static partial void ConfigUndone(ILogger logger, string reason, string file);

    [LoggerMessage(2315, LogLevel.Error, "The gateway cannot run with the new configuration, the one before stays: {Reason}")]
    public static partial void ConfigUnusable(ILogger logger, string reason);

    [LoggerMessage(2316, LogLevel.Error, "{File} was undone before because it broke the uplink; started with the last one that proved itself. Reloading tries it again")]
    public static partial void ConfigUndoneBefore(ILogger logger, string file);

    [LoggerMessage(2317, LogLevel.Error, "{File} is wrong; started with the last one that proved itself. {Fault}")]
    public static partial void ConfigWrongAtStart(ILogger logger, string file, string fault);

    [LoggerMessage(2318, LogLevel.Warning, "What is remembered of the configuration cannot be written: {Reason}")]
    public static partial void BookUnwritable(ILogger logger, string reason);
}
