using System.Globalization;
using MQTTnet.Diagnostics.Logger;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>
/// The library's own log, at Debug: what it calls an error is mostly a client that went away, and what concerns a client has
/// its own line in <see cref="IngestLog"/>.
/// </summary>
internal sealed partial class MqttNetLog(ILogger logger) : IMqttNetLogger
{
    public bool IsEnabled => logger.IsEnabled(LogLevel.Debug);

    public void Publish(MqttNetLogLevel logLevel, string source, string message, object[]? parameters, Exception? exception)
    {
        if (logLevel < MqttNetLogLevel.Warning) return;
        Library(logger, exception, logLevel, source, parameters is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, message, parameters) : message);
    }

    [LoggerMessage(1090, LogLevel.Debug, "MQTTnet {Level} of {Source}: {Message}")]
    private static partial void Library(ILogger logger, Exception? exception, MqttNetLogLevel level, string source, string message);
}
