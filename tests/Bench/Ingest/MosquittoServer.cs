using System.Diagnostics;
using SmartCity.Peers;

namespace SmartCity.Bench.Ingest;

/// <summary>Debian's mosquitto on loopback with persistence on; without a subscriber, which is the least it can have to do.</summary>
internal sealed class MosquittoServer : BrokerProcess
{
    private const string Program = "/usr/sbin/mosquitto";

    private MosquittoServer(Process process, int port) : base(process, port)
    {
    }

    /// <summary>Null where it is not installed.</summary>
    public static async Task<MosquittoServer?> StartAsync(string directory)
    {
        if (!File.Exists(Program)) return null;
        var port = FreePort.Next();
        var store = Directory.CreateDirectory(Path.Combine(directory, "mosquitto")).FullName;
        var configuration = Path.Combine(store, "mosquitto.conf");
        await File.WriteAllLinesAsync(configuration, [
            $"listener {port} 127.0.0.1", "allow_anonymous true", "persistence true", $"persistence_location {store}/",
            "set_tcp_nodelay true", "log_dest none", $"user {Environment.UserName}"]).ConfigureAwait(false);
        var server = new MosquittoServer(Process.Start(new ProcessStartInfo(Program, ["-c", configuration]))!, port);
        await server.ListensAsync().ConfigureAwait(false);
        return server;
    }
}
