using System.Net.Sockets;
using System.Text;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>MQTT 3.1.1 as bytes, for what no client library would send.</summary>
internal static class RawMqtt
{
    /// <summary>CONNECT (§3.1) with user name and password and a keep-alive of a minute; <paramref name="clean"/> false asks for a session that lasts.</summary>
    public static byte[] Connect(string client, string? password, bool clean = true)
    {
        var flags = (byte)((password is null ? 0 : 0xc0) | (clean ? 0x02 : 0));
        byte[] body = [0, 4, .. "MQTT"u8, 4, flags, 0, 60, .. Text(client)];
        if (password is not null) body = [.. body, .. Text(client), .. Text(password)];
        return [0x10, (byte)body.Length, .. body];
    }

    /// <summary>The return code of the CONNACK (§3.2); null when the connection ends without one.</summary>
    public static async Task<int?> AnswerAsync(Stream stream)
    {
        var answer = new byte[4];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await stream.ReadExactlyAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            return null;
        }

        return answer[0] == 0x20 ? answer[3] : null;
    }

    /// <summary>True when the other end closes the connection.</summary>
    public static async Task<bool> EndsAsync(Stream stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var rest = new byte[64];
        try
        {
            while (await stream.ReadAsync(rest, patience.Token) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Reset instead of closed: gone all the same.
        }

        return true;
    }

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
