using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>Keeps every log line, and lets a test await one.</summary>
internal sealed class LogBook : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = [];
    private readonly SemaphoreSlim _written = new(0);

    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    public IEnumerable<string> Of(int id) => _lines.Where(line => line.Id == id).Select(line => line.Text);

    /// <summary>The first line with that event id, when it is there.</summary>
    public async Task<string> FirstAsync(int id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (Of(id).FirstOrDefault() is { } line) return line;
            await _written.WaitAsync(patience.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    // As the service without --verbose.
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception) + (exception is null ? "" : " " + exception)));
        _written.Release();
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose() => _written.Dispose();
}
