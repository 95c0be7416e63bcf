using System.Net;

namespace SmartCity.Gateway.Ingest;

/// <summary>Log lines of ingest, event ids 1000 to 1099. Who, what, why; no payload, no secret.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Client} connected from {Address}")]
    public static partial void Connected(ILogger logger, string client, IPAddress address);

    [LoggerMessage(1001, LogLevel.Information, "{Client} disconnected ({How})")]
    public static partial void Disconnected(ILogger logger, string client, string how);

    [LoggerMessage(1010, LogLevel.Warning, "Refused connection of {Client} from {Address}: {Reason}: {Text}")]
    public static partial void ConnectRefused(ILogger logger, string client, IPAddress address, Refusal reason, string text);

    [LoggerMessage(1011, LogLevel.Warning, "Refused publish of {Client} on {Topic} ({Bytes} bytes): {Reason}: {Text} [{Unlogged} refusals before this one not logged]")]
    public static partial void PublishRefused(ILogger logger, string client, string topic, long bytes, Refusal reason, string text, int unlogged);

    [LoggerMessage(1012, LogLevel.Warning, "Refused subscription of {Client} to {Filter}: {Text}")]
    public static partial void SubscribeRefused(ILogger logger, string client, string filter, string text);

    [LoggerMessage(1013, LogLevel.Warning, "Closed connection of {Client} from {Remote}: {Reason}: {Text}")]
    public static partial void TransportRefused(ILogger logger, string client, EndPoint? remote, Refusal reason, string text);

    [LoggerMessage(1014, LogLevel.Error, "Withheld acknowledgement of {Client} on {Topic}: {Reason}: {Text} [{Unlogged} refusals before this one not logged]")]
    public static partial void Withheld(ILogger logger, string client, string topic, Refusal reason, string text, int unlogged);

    [LoggerMessage(1015, LogLevel.Warning, "{Client} was refused {Unlogged} times more than was logged")]
    public static partial void RefusedUnlogged(ILogger logger, string client, int unlogged);
}
