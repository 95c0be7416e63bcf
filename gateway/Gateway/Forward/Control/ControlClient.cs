using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>The command line's end of <see cref="ControlSocket"/>.</summary>
internal static class ControlClient
{
    /// <summary>The answer, or null when no gateway runs on that state directory.</summary>
    public static async Task<ControlAnswer?> AskAsync(string data, string line, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathIn(data)), cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return null;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellation).ConfigureAwait(false);
        var stream = new NetworkStream(socket, ownsSocket: false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, ControlJson.Default.ControlAnswer, cancellation).ConfigureAwait(false);
        }
    }
}
