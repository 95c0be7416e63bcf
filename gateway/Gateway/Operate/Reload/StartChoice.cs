using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Operate.Reload;

/// <summary>With which configuration to start: the file's, unless it is wrong or was undone and an older one has proved itself.</summary>
/// <param name="Config">The one to start with.</param>
/// <param name="Fallback">The one to go back to while the first is on trial; null: nothing is on trial.</param>
/// <param name="Reached">The receivers by which the trial is judged.</param>
internal sealed record StartChoice(LoadedConfig Config, LoadedConfig? Fallback, IReadOnlyCollection<string> Reached)
{
    /// <summary>Null when there is none to start with; <paramref name="faults"/> are the file's.</summary>
    /// <param name="stateDirectory">Where to look for the last good one when the file does not say, being wrong; null: nowhere.</param>
    public static StartChoice? Of(string file, string? stateDirectory, ILogger logger, out IReadOnlyList<ConfigError> faults)
    {
        var config = LoadedConfig.TryLoad(file, out faults);
        if ((config?.Options.Data ?? stateDirectory) is not { } data) return null;

        var book = new ConfigBook(data);
        var good = book.Good is { } text ? LoadedConfig.TryParse(text, file, out _) : null;
        if (config is null)
        {
            if (good is null) return null;
            OperateLog.ConfigWrongAtStart(logger, file, string.Join("; ", faults));
            return new StartChoice(good, null, []);
        }

        if (good is null || good.Text.AsSpan().SequenceEqual(config.Text)) return new StartChoice(config, null, []);
        if (!book.WasUndone(config.Text)) return new StartChoice(config, good, book.Reached ?? [.. good.Options.Sinks.Select(sink => sink.Name)]);
        OperateLog.ConfigUndoneBefore(logger, file);
        return new StartChoice(good, null, []);
    }
}
