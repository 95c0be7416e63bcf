using System.Text.Json;
using SmartCity.Gateway.Hosting.Control;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>The command line's end of <see cref="ControlSocket"/>.</summary>
internal static class ControlClient
{
    /// <summary>The answer, or null when no gateway runs on that state directory.</summary>
    public static async Task<ControlAnswer?> AskAsync(string data, string line, CancellationToken cancellation)
    {
        if (await LineSocket.AskAsync(ControlSocket.PathIn(data), line, cancellation).ConfigureAwait(false) is not { } stream) return null;
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, ControlJson.Default.ControlAnswer, cancellation).ConfigureAwait(false);
        }
    }
}
