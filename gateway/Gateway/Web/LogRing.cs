namespace SmartCity.Gateway.Web;

/// <summary>One line of the log.</summary>
internal sealed record LogLine(long Time, string Level, int Id, string Category, string Text);

/// <summary>The last lines of the log, for the web interface and the support bundle.</summary>
internal sealed class LogRing(TimeProvider time) : ILoggerProvider
{
    private const int Size = 500;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        lock (_gate)
        {
            if (_lines.Count == Size) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    private sealed class Writer(LogRing ring, string category) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = formatter(state, exception) + (exception is null ? "" : $" ({exception.Message})");
            ring.Add(new LogLine(ring.Now, logLevel.ToString().ToLowerInvariant(), eventId.Id, category, text));
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
