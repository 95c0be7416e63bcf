using System.Diagnostics;
using System.Globalization;

namespace SmartCity.Peers;

/// <summary>
/// Debian's rabbitmq-server, one node or several in a cluster, each with its own name, ports and directory, and an epmd of
/// their own. Sources: RabbitMQ's guides on environment variables and on cluster formation (classic config).
/// </summary>
internal sealed class RabbitCluster : IAsyncDisposable
{
    public const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly TimeSpan BootPatience = TimeSpan.FromSeconds(150);

    private readonly string _directory;
    private readonly int _epmdPort = FreePort.Next();
    private readonly PeerProcess[] _nodes;

    /// <param name="settings">Further lines of rabbitmq.conf.</param>
    public RabbitCluster(string directory, int nodes, params string[] settings)
    {
        _directory = directory;
        Ports = [.. Enumerable.Range(0, nodes).Select(_ => FreePort.Next())];
        Directory.CreateDirectory(directory);
        var names = Enumerable.Range(1, nodes).Select(Name).ToArray();
        string[] config = nodes == 1 ? [] : ["cluster_formation.peer_discovery_backend = classic_config", .. names.Select((name, i) => $"cluster_formation.classic_config.nodes.{i + 1} = {name}")];
        File.WriteAllLines(Path.Combine(directory, "rabbit.conf"), [.. config, .. settings]);
        File.WriteAllText(Path.Combine(directory, "plugins"), "[].\n");
        _nodes = [.. names.Select(Node)];
    }

    /// <summary>AMQP port of each node.</summary>
    public IReadOnlyList<int> Ports { get; }

    public async Task StartAsync()
    {
        foreach (var node in _nodes) node.Start();
        foreach (var port in Ports) await PeerProcess.ListeningAsync(port, BootPatience);
    }

    public void Kill(int node) => _nodes[node].Kill();

    public async Task RestartAsync(int node)
    {
        _nodes[node].Start();
        await PeerProcess.ListeningAsync(Ports[node], BootPatience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        await StopEpmdAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Refuses as long as it has not noticed that its nodes are gone.</summary>
    private async Task StopEpmdAsync()
    {
        for (var i = 0; i < 50; i++)
        {
            var start = new ProcessStartInfo("epmd", ["-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-kill"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var epmd = Process.Start(start)!;
            var said = await epmd.StandardOutput.ReadToEndAsync();
            await epmd.WaitForExitAsync();
            if (!said.Contains("not allowed", StringComparison.Ordinal)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static string Name(int number) => $"sc{number}@localhost";

    private PeerProcess Node(string name, int index)
    {
        var home = Path.Combine(_directory, name);
        Directory.CreateDirectory(home);
        var port = Ports[index];
        return new PeerProcess(Program, [], new Dictionary<string, string>
        {
            ["HOME"] = _directory,
            ["ERL_EPMD_PORT"] = $"{_epmdPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = name,
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort.Next()}",
            ["RABBITMQ_MNESIA_BASE"] = home,
            ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(home, "pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_directory, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_directory, "rabbit.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_directory, "none"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-setcookie smartcity",
        }, Path.Combine(home, "pid"));
    }
}
