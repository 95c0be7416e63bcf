using System.Net.Sockets;
using SmartCity.Gateway.Web;

namespace SmartCity.Gateway.Cli.Ask;

/// <summary>The command line's way to the running gateway: its own API, through the socket in the data directory.</summary>
internal static class GatewayClient
{
    /// <summary>A client; its calls throw <see cref="HttpRequestException"/> when no gateway runs there.</summary>
    public static HttpClient Open(string data) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(WebServer.SocketIn(data)), cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://gateway/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The body of an answer as a stream; null after having said why there is none.</summary>
    public static async Task<Stream?> GetAsync(HttpClient client, string path, string data, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await error.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            await error.WriteLineAsync($"no gateway runs on {data}").ConfigureAwait(false);
        }

        return null;
    }
}
