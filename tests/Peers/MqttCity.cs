using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Mqtt;

namespace SmartCity.Peers;

/// <summary>
/// An MQTT 3.1.1 broker that keeps what comes for a consumer who is away: nats-server over JetStream, killed with SIGKILL, or
/// mosquitto, which acknowledges what it has in memory alone: told to end (SIGTERM), or killed, too. The consumer reads
/// at the end: what a broker had sent it when it was killed, it would send again later, and its order says nothing of ours.
/// </summary>
internal sealed class MqttCity : IPeerCity
{
    public const string NatsProgram = "/usr/sbin/nats-server";
    public const string MosquittoProgram = "/usr/sbin/mosquitto";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly string _directory;
    private readonly bool _nats;
    private readonly bool _ends;
    private readonly int _port = FreePort.Next();
    private readonly PeerProcess _broker;

    private MqttCity(string directory, bool nats, bool ends)
    {
        (_directory, _nats, _ends) = (directory, nats, ends);
        Directory.CreateDirectory(directory);
        var config = Path.Combine(directory, "broker.conf");
        File.WriteAllText(config, nats ? NatsConfig() : MosquittoConfig());
        _broker = new PeerProcess(nats ? NatsProgram : MosquittoProgram, ["-c", config], new Dictionary<string, string>());
    }

    public string Name => _nats ? "nats" : "mosquitto";

    public bool Forgets => !_nats && !_ends;

    public static MqttCity Nats(string directory) => new(directory, nats: true, ends: false);

    public static MqttCity Mosquitto(string directory) => new(directory, nats: false, ends: true);

    public static MqttCity MosquittoKilled(string directory) => new(directory, nats: false, ends: false);

    public async Task StartAsync()
    {
        _broker.Start();
        await PeerProcess.ListeningAsync(_port, Patience);
        using var consumer = new MqttClientFactory().CreateMqttClient();
        await consumer.ConnectAsync(Options());
        await consumer.SubscribeAsync("city/#", MqttQualityOfServiceLevel.AtLeastOnce);
        await consumer.DisconnectAsync();
    }

    public SinkBinding Connect()
    {
        var options = new MqttSinkOptions { Name = "city", Host = "127.0.0.1", Port = _port, Protocol = MqttVersion.V311, Topic = "city/{site}/{node}/{lane}/{stream}" };
        return new SinkBinding(new MqttSink(options, "bench", TimeProvider.System), new ForwardTuning());
    }

    public Task KillAsync()
    {
        if (_ends) return _broker.StopAsync();
        _broker.Kill();
        return Task.CompletedTask;
    }

    public async Task RestartAsync()
    {
        _broker.Start();
        await PeerProcess.ListeningAsync(_port, Patience);
    }

    public async Task<IReadOnlyList<PeerPack>> ReadAsync(int expected)
    {
        var gate = new Lock();
        var packs = new List<PeerPack>();
        var keys = new HashSet<(string Node, uint Seq)>();
        using var consumer = new MqttClientFactory().CreateMqttClient();
        consumer.ApplicationMessageReceivedAsync += message =>
        {
            var pack = Of(message.ApplicationMessage);
            lock (gate)
            {
                packs.Add(pack);
                keys.Add((pack.Node, pack.Seq));
            }

            return Task.CompletedTask;
        };
        await consumer.ConnectAsync(Options());
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            lock (gate)
            {
                if (keys.Count >= expected) break;
            }
        }

        await consumer.DisconnectAsync();
        return packs;
    }

    public ValueTask DisposeAsync()
    {
        _broker.Dispose();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    // A session that lasts, as the recipes want it.
    private MqttClientOptions Options() => new MqttClientOptionsBuilder()
        .WithTcpServer("127.0.0.1", _port).WithProtocolVersion(MqttProtocolVersion.V311).WithClientId("consumer").WithCleanSession(false).Build();

    private string NatsConfig() =>
        $$"""
        server_name: city
        listen: "127.0.0.1:{{FreePort.Next()}}"
        jetstream { store_dir: "{{_directory}}/jetstream" }
        mqtt { listen: "127.0.0.1:{{_port}}", max_ack_pending: 1000 }
        """;

    private string MosquittoConfig() =>
        $"""
        listener {_port} 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location {_directory}/
        max_queued_messages 0
        autosave_on_changes true
        autosave_interval 500
        user root
        """;

    private static PeerPack Of(MqttApplicationMessage message)
    {
        using var json = JsonDocument.Parse(message.Payload);
        var head = json.RootElement[0];
        return new PeerPack(head.GetProperty("node").GetString()!, head.GetProperty("boot").GetUInt32(), head.GetProperty("seq").GetUInt32(), message.Topic.EndsWith("/backlog", StringComparison.Ordinal));
    }
}
