using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SmartCity.Gateway.Cli.Ask;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Cli.Doctor;

/// <summary>Gathers the facts from the machine and from the running gateway, and changes nothing.</summary>
internal static class Examination
{
    public static async Task<Facts> OfAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var client = GatewayClient.Open(options.Data);
        var gateway = await AskAsync(client, "api/v1/gateway", WebJson.Default.GatewayDetail, options.Data, cancellation).ConfigureAwait(false);
        var nodes = gateway is null ? null : await AskAsync(client, "api/v1/nodes", WebJson.Default.IReadOnlyListNodeLine, options.Data, cancellation).ConfigureAwait(false);
        var events = gateway is null ? null : await AskAsync(client, "api/v1/events", WebJson.Default.IReadOnlyListEventLine, options.Data, cancellation).ConfigureAwait(false);
        var disk = Directory.Exists(options.Data) ? new DriveInfo(options.Data) : null;
        var files = options.Broker.Listeners.Select(listener => listener.Tls).Append(options.Web.Tls).Select(tls => tls?.Certificate).OfType<string>().Distinct();
        return new Facts(
            time.GetUtcNow(), Writable(options.Data), disk?.AvailableFreeSpace, disk?.TotalSize, gateway, nodes ?? [], events ?? [],
            [.. files.Select(file => (file, Until(file)))], gateway is null ? Busy(options) : []);
    }

    private static async Task<T?> AskAsync<T>(HttpClient client, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string data, CancellationToken cancellation)
        where T : class
    {
        var stream = await GatewayClient.GetAsync(client, path, data, TextWriter.Null, cancellation).ConfigureAwait(false);
        return stream is null ? null : await JsonSerializer.DeserializeAsync(stream, type, cancellation).ConfigureAwait(false);
    }

    private static bool Writable(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
            var probe = Path.Combine(data, Path.GetRandomFileName());
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static DateTimeOffset? Until(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return certificate.NotAfter;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<string> Busy(GatewayOptions options)
    {
        var wanted = options.Broker.Listeners.Select(listener => (listener.Address, listener.Port));
        if (options.Web.Enabled) wanted = wanted.Append((options.Web.Address, options.Web.Port));
        return [.. wanted.Where(at => at.Port != 0 && IsBusy(at.Address, at.Port)).Select(at => $"{at.Address}:{at.Port}")];
    }

    private static bool IsBusy(string address, int port)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
