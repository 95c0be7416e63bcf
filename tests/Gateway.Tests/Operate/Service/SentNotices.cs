using System.Collections.Concurrent;
using SmartCity.Gateway.Operate.Service;

namespace SmartCity.Gateway.Tests.Operate.Service;

/// <summary>A service manager that keeps what it is told.</summary>
internal sealed class SentNotices : IServiceManager
{
    private readonly ConcurrentQueue<string> _sent = [];

    public TimeSpan? Watchdog { get; init; }

    public IEnumerable<string> Sent => _sent;

    public int Fed => _sent.Count(notice => notice == "WATCHDOG=1");

    public void Notify(string state) => _sent.Enqueue(state);
}
