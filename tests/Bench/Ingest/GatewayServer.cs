using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using SmartCity.Peers;

namespace SmartCity.Bench.Ingest;

/// <summary>The gateway's <c>run</c> in a process of its own: the published one, or the one this benchmark was built with.</summary>
internal sealed class GatewayServer : BrokerProcess
{
    private readonly Channel<long> _answers = Channel.CreateUnbounded<long>();
    private readonly bool _tells;

    private GatewayServer(Process process, int port, bool tells) : base(process, port)
    {
        _tells = tells;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(GatewayChild.Answer, StringComparison.Ordinal) == true) _answers.Writer.TryWrite(long.Parse(line.Data[GatewayChild.Answer.Length..], CultureInfo.InvariantCulture));
        };
        process.BeginOutputReadLine();
    }

    public static async Task<GatewayServer> StartAsync(IngestSettings settings, int connections, string directory)
    {
        var port = FreePort.Next();
        var configuration = Path.Combine(directory, "gateway.json");
        await File.WriteAllTextAsync(configuration, Configuration(port, connections, settings.LingerMs)).ConfigureAwait(false);
        var start = settings.Gateway is { } published
            ? new ProcessStartInfo(published, ["run", "--config", configuration])
            : Self.Start(["ingest", GatewayChild.Flag, "--config", configuration], settingsOf: "smartcity-gateway");
        start.RedirectStandardOutput = start.RedirectStandardInput = true;
        var server = new GatewayServer(Process.Start(start)!, port, settings.Gateway is null);
        await server.ListensAsync().ConfigureAwait(false);
        return server;
    }

    public override async Task<long?> AllocatedAsync()
    {
        if (!_tells) return null;
        await Process.StandardInput.WriteLineAsync().ConfigureAwait(false);
        await Process.StandardInput.FlushAsync().ConfigureAwait(false);
        return await _answers.Reader.ReadAsync().ConfigureAwait(false);
    }

    private static string Configuration(int port, int connections, int lingerMs) => $$"""
        {
          "gateway": "bench", "site": "{{LoadConnection.Site}}", "data": "data",
          "journal": { "lingerMs": {{lingerMs}} },
          "broker": { "listeners": [{ "address": "127.0.0.1", "port": {{port}} }] },
          "limits": { "publishesPerSecond": 100000, "publishBurst": 100000, "connectionsPerAddress": 10000, "connections": 10000 },
          "nodes": [{{string.Join(", ", Enumerable.Range(0, connections).Select(i => $$"""{ "node": "{{LoadConnection.Node(i)}}", "password": "{{LoadConnection.Password}}" }"""))}}]
        }
        """;
}
