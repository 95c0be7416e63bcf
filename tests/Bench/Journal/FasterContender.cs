using FASTER.core;

namespace SmartCity.Bench.Journal;

/// <summary>Microsoft FasterLog with its defaults.</summary>
internal sealed class FasterContender : IContender
{
    private readonly FasterLogSettings _settings;
    private readonly FasterLog _log;

    public FasterContender(string directory)
    {
        _settings = new FasterLogSettings(Path.Combine(directory, "faster"));
        _log = new FasterLog(_settings);
    }

    public string Name => "fasterlog";

    public ValueTask CommitAsync(byte[] payload, int records)
    {
        for (var i = 0; i < records; i++) _log.Enqueue(payload);
        _log.Commit(spinWait: true);
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _log.Dispose();
        _settings.Dispose();
        return default;
    }
}
