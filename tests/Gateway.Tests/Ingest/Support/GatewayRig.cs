using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>A running gateway on a free port of loopback over a <see cref="MemoryJournal"/>, with nodes <c>a/n1</c> to <c>a/n3</c>.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    public const string Password = "not-a-secret-1";

    private readonly List<IMqttClient> _clients = [];

    private GatewayRig(GatewayHost host, MemoryJournal journal, LogBook log)
    {
        Host = host;
        Journal = journal;
        Log = log;
    }

    public GatewayHost Host { get; }

    public MemoryJournal Journal { get; }

    public LogBook Log { get; }

    public int Port => Host.Endpoints[0].Port;

    public static Task<GatewayRig> StartAsync(
        MemoryJournal? journal = null, Action<GatewayOptions>? configure = null, int port = 0, TimeProvider? time = null)
    {
        journal ??= new MemoryJournal();
        var seams = new GatewaySeams
        {
            Loggers = new LogBook(),
            Time = time ?? TimeProvider.System,
            OpenJournal = (_, _, _, _) => Task.FromResult<IJournal>(journal),
        };
        return StartAsync(seams, journal, port, configure);
    }

    /// <summary>Over a real journal in a directory; <see cref="Journal"/> is not in use.</summary>
    public static Task<GatewayRig> StartOnDiskAsync(string directory) =>
        StartAsync(new GatewaySeams { Loggers = new LogBook() }, new MemoryJournal(), 0, options => options.Data = directory);

    /// <summary>Over a real journal in a directory, with parts of the test's own; <see cref="Journal"/> is not in use.</summary>
    public static Task<GatewayRig> StartOnDiskAsync(string directory, Func<GatewayHost, IEnumerable<IGatewayPart>> parts) =>
        StartAsync(new GatewaySeams { Loggers = new LogBook() }, new MemoryJournal(), 0, options => options.Data = directory, parts);

    /// <summary>Over a real journal in a storage; <see cref="Journal"/> is not in use.</summary>
    public static Task<GatewayRig> StartOnStorageAsync(IStorage storage)
    {
        var seams = new GatewaySeams
        {
            Loggers = new LogBook(),
            OpenJournal = (_, time, observer, _) => Task.FromResult<IJournal>(DurableLog.Open(storage, new JournalOptions(), time, observer)),
        };
        return StartAsync(seams, new MemoryJournal(), 0, null);
    }

    private static async Task<GatewayRig> StartAsync(
        GatewaySeams seams, MemoryJournal journal, int port, Action<GatewayOptions>? configure, Func<GatewayHost, IEnumerable<IGatewayPart>>? parts = null)
    {
        var options = new GatewayOptions { Site = "a" };
        options.Broker.Listeners = [new ListenerOptions { Port = port }];
        for (var i = 1; i <= 3; i++) options.Nodes.Add(new NodeOptions { Node = $"n{i}", Password = Password });
        var nowhere = options.Data;
        seams = seams with { Parts = parts ?? (host => [new ForwardPart(host, new Random(1))]) };
        configure?.Invoke(options);
        if (options.Data == nowhere) seams = seams with { OpenFleet = _ => FleetStore.OpenInMemory() };
        var host = new GatewayHost(options, seams);
        try
        {
            await host.StartAsync();
            return new GatewayRig(host, journal, (LogBook)seams.Loggers);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connected client of a node.</summary>
    public async Task<IMqttClient> ConnectAsync(string node, MqttProtocolVersion version = MqttProtocolVersion.V311)
    {
        var client = NewClient();
        var result = await client.ConnectAsync(Options($"a.{node}", $"a.{node}", Password, version));
        Assert.AreEqual(MqttClientConnectResultCode.Success, result.ResultCode);
        return client;
    }

    /// <summary>A socket that has said nothing yet.</summary>
    public async Task<NetworkStream> OpenAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The answer to a CONNECT that may be refused.</summary>
    public async Task<MqttClientConnectResultCode> TryConnectAsync(string clientId, string? user, string? password, MqttProtocolVersion version = MqttProtocolVersion.V311)
    {
        var result = await NewClient().ConnectAsync(Options(clientId, user, password, version));
        return result.ResultCode;
    }

    public long Refused(Refusal reason) => Host.Counters.RefusedFor(reason);

    /// <summary>A pack of one temperature as JSON.</summary>
    public static string Pack(uint seq, uint boot = 1, string value = "21.5") =>
        $$"""[{"bn":"urn:dev:mac:0011223344556677:","bt":1700000000,"boot":{{boot}},"seq":{{seq}},"n":"t","v":{{value}}}]""";

    public static Task<MqttClientPublishResult> PublishAsync(IMqttClient client, string topic, string payload, bool retain = false, int qos = 1) =>
        client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = Encoding.UTF8.GetBytes(payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
            Retain = retain,
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Host.DisposeAsync();
        Log.Dispose();
    }

    private IMqttClient NewClient()
    {
        var client = new MqttClientFactory().CreateMqttClient();
        _clients.Add(client);
        return client;
    }

    private MqttClientOptions Options(string clientId, string? user, string? password, MqttProtocolVersion version)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", Port)
            .WithClientId(clientId)
            .WithProtocolVersion(version)
            .WithTimeout(TimeSpan.FromMinutes(1));
        if (user is not null) options = options.WithCredentials(user, password);
        return options.Build();
    }
}
