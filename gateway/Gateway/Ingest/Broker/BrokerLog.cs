using System.Net;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>Log lines of the broker, event ids 1030 to 1099 (1090: the library's own).</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(1030, LogLevel.Information, "MQTT listens on {Endpoint} ({Kind})")]
    public static partial void Listening(ILogger logger, IPEndPoint endpoint, string kind);

    [LoggerMessage(1031, LogLevel.Warning, "MQTT on {Endpoint} is open to the network without encryption, as the configuration accepts")]
    public static partial void PlainText(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(1032, LogLevel.Error, "Taking in a publish of {Client} failed; its connection is closed without an acknowledgement")]
    public static partial void PublishFailed(ILogger logger, Exception exception, string client);

    [LoggerMessage(1033, LogLevel.Warning, "{Client} has acknowledged none of {Count} messages and is disconnected")]
    public static partial void Unresponsive(ILogger logger, string client, int count);

    [LoggerMessage(1034, LogLevel.Warning, "{Client} came back while its connection before still waits for the disk; told to try again")]
    public static partial void StillBusy(ILogger logger, string client);
}
