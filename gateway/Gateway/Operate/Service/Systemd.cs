using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SmartCity.Gateway.Operate.Service;

/// <summary>
/// systemd at the other end of <c>NOTIFY_SOCKET</c>: the datagram protocol of sd_notify(3), and <c>WATCHDOG_USEC</c> and
/// <c>WATCHDOG_PID</c> of sd_watchdog_enabled(3).
/// </summary>
internal sealed class Systemd : IServiceManager, IDisposable
{
    private readonly Socket? _socket;

    private Systemd(Socket? socket, TimeSpan? watchdog)
    {
        _socket = socket;
        Watchdog = watchdog;
    }

    public TimeSpan? Watchdog { get; }

    /// <summary>From the environment; one that tells nobody when the gateway was not started as a service of type notify.</summary>
    /// <param name="variable">A variable of the environment, or null.</param>
    /// <param name="processId">This process.</param>
    public static Systemd FromEnvironment(Func<string, string?> variable, int processId) =>
        new(Connect(variable("NOTIFY_SOCKET")), WatchdogOf(variable("WATCHDOG_USEC"), variable("WATCHDOG_PID"), processId));

    public void Notify(string state)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (SocketException)
        {
            // Its queue is full, or it is being replaced by a new one; the next beat comes in seconds.
        }
    }

    public void Dispose() => _socket?.Dispose();

    private static Socket? Connect(string? address)
    {
        // "@" stands for the zero byte of Linux's abstract addresses.
        if (address is not { Length: > 1 } || address[0] is not ('/' or '@')) return null;
        var path = address[0] == '@' ? '\0' + address[1..] : address;
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static TimeSpan? WatchdogOf(string? microseconds, string? forProcess, int processId)
    {
        if (forProcess is not null && forProcess != processId.ToString(CultureInfo.InvariantCulture)) return null;
        return long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var us) && us > 0 ? TimeSpan.FromMicroseconds(us) : null;
    }
}
