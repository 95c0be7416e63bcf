using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Cabinet.Outputs;

/// <summary>The gateway's outputs by name. All are off from the start on until a rule says otherwise, and off again at the end.</summary>
internal sealed partial class OutputBank : IDisposable
{
    private readonly Dictionary<string, OutputOptions> _outputs;
    private readonly IOutputPins _pins;
    private readonly ILogger _logger;

    /// <summary>Takes the pins.</summary>
    /// <exception cref="IOException">A pin cannot be had.</exception>
    public OutputBank(IEnumerable<OutputOptions> outputs, IOutputPins pins, ILogger<OutputBank> logger)
    {
        _outputs = outputs.ToDictionary(output => output.Name, StringComparer.Ordinal);
        (_pins, _logger) = (pins, logger);
        foreach (var output in _outputs.Values) pins.Open(output.Gpio, Level(output, on: false));
    }

    /// <summary>Switches an output; one that is not configured, or a pin that fails, is a line in the log.</summary>
    public void Set(string name, bool on)
    {
        if (!_outputs.TryGetValue(name, out var output))
        {
            LogUnknown(_logger, name);
            return;
        }

        try
        {
            _pins.Write(output.Gpio, Level(output, on));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
        {
            LogFailed(_logger, name, e.Message);
        }
    }

    public void Dispose()
    {
        foreach (var name in _outputs.Keys) Set(name, on: false);
        _pins.Dispose();
    }

    private static bool Level(OutputOptions output, bool on) => on != output.ActiveLow;

    [LoggerMessage(2020, LogLevel.Error, "A rule switches the output {Output}, which is not configured")]
    private static partial void LogUnknown(ILogger logger, string output);

    [LoggerMessage(2021, LogLevel.Error, "The output {Output} was not switched: {Reason}")]
    private static partial void LogFailed(ILogger logger, string output, string reason);
}
