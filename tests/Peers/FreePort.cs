using System.Net;
using System.Net.Sockets;

namespace SmartCity.Peers;

/// <summary>
/// Ports for servers that must be told theirs. From below the range that the system gives out by itself (32768 and up on
/// Linux), and none twice in one process: between the look and the server's own bind no connection of another test takes it.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int Count = 17_000;
    private const int Stride = 997;

    // Processes beside each other begin at places of their own.
    private static int _next = (int)((uint)Environment.ProcessId * Stride % Count);

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody's: the next one.
            }
        }
    }
}
