using System.Net;
using System.Text.Json;
using RabbitMQ.Client;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Amqp;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Peers;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>
/// The suite against a real RabbitMQ: one that runs already (SMARTCITY_AMQP=127.0.0.1:5672, user guest), or Debian's
/// rabbitmq-server, started for the suite and stopped after it.
/// </summary>
[TestClass]
public sealed class AmqpConformance : SinkConformance
{
    private static readonly SemaphoreSlim Once = new(1);
    private static RabbitCluster? _own;
    private static ServerCertificate? _certificate;
    private static IPEndPoint? _server;

    [TestInitialize]
    public async Task FindServer()
    {
        await Once.WaitAsync();
        try
        {
            _server ??= await ServerAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    [ClassCleanup]
    public static async Task StopServer()
    {
        if (_own is not null) await _own.DisposeAsync();
        _certificate?.Dispose();
    }

    [TestMethod, TestCategory("conformance")]
    [DataRow("127.0.0.1", true, null)]
    [DataRow("127.0.0.1", false, "PartialChain|UntrustedRoot")]
    [DataRow("localhost", true, "RemoteCertificateNameMismatch")]
    public async Task Only_a_server_of_the_named_authority_and_the_right_name_gets_anything(string host, bool trusted, string? fault)
    {
        if (_certificate is null) Assert.Inconclusive("the server of SMARTCITY_AMQP has a certificate of its own");
        var queue = "smartcity-tls-" + Path.GetRandomFileName();
        var options = new AmqpSinkOptions
        {
            Name = "city",
            Hosts = [$"{host}:{_certificate.Port}"],
            Password = "guest",
            Queue = queue,
            Tls = new SinkTlsOptions { Authorities = trusted ? _certificate.Authority : _certificate.Stranger },
        };
        await using var sink = new AmqpSink(options, "gw", TimeProvider.System);
        var outcome = await sink.SendAsync(Batches.Live(0, Packs.Make("a", 7, 1_772_000_000_000)), CancellationToken.None);
        if (fault is null)
        {
            Assert.AreEqual(FailureKind.None, outcome.Kind, outcome.Reason);
            return;
        }

        // Trying again at once makes no certificate right: a person is needed, and told why.
        Assert.AreEqual(FailureKind.Final, outcome.Kind, outcome.Reason);
        Assert.MatchesRegex($"^{host}:.* the certificate CN=city is not trusted: .*({fault})", outcome.Reason!);
    }

    private protected override ITestReceiver NewReceiver() => new AmqpReceiver(_server!);

    private static async Task<IPEndPoint> ServerAsync()
    {
        if (Environment.GetEnvironmentVariable("SMARTCITY_AMQP") is { Length: > 0 } server) return IPEndPoint.Parse(server);
        if (!PeerProcess.Exists(RabbitCluster.Program)) Assert.Inconclusive("rabbitmq-server is not installed (Debian: apt-get install rabbitmq-server), and SMARTCITY_AMQP names none");
        _certificate = new ServerCertificate(FreePort.Next());
        _own = new RabbitCluster(Directory.CreateTempSubdirectory("smartcity-rabbit-").FullName, nodes: 1, _certificate.RabbitSettings);
        await _own.StartAsync();
        return new IPEndPoint(IPAddress.Loopback, _own.Ports[0]);
    }
}

/// <summary>A quorum queue at a real server, which confirms a delivery tag once.</summary>
internal sealed class AmqpReceiver(IPEndPoint server) : RelayReceiver(server, HandshakeAndAFew)
{
    // The handshake takes seven answers or so; a confirm may stand for many messages.
    private const int HandshakeAndAFew = 10;

    private readonly IPEndPoint _server = server;
    private readonly string _queue = "smartcity-" + Path.GetRandomFileName();

    public override IReadOnlyList<Arrival> Arrivals => [.. All.Where(message => message.BasicProperties.Type is "data" or "event").Select(Of)];

    public override IReadOnlyList<string>? Notes => [.. All.Where(message => message.BasicProperties.Type is "loss" or "window").Select(message =>
    {
        using var json = JsonDocument.Parse(message.Body);
        return NoteText.Of(json.RootElement);
    })];

    /// <summary>Reads the whole queue without taking anything out: what is not acknowledged goes back, in order.</summary>
    private IReadOnlyList<BasicGetResult> All => OnChannel(async channel =>
    {
        var messages = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(_queue, autoAck: false) is { } message) messages.Add(message);
        return messages;
    });

    public override void Dispose()
    {
        OnChannel(channel => channel.QueueDeleteAsync(_queue));
        base.Dispose();
    }

    protected override ISink NewSink() =>
        new AmqpSink(new AmqpSinkOptions { Name = "city", Hosts = [$"127.0.0.1:{Relay.Port}"], Password = "guest", Queue = _queue, AckSeconds = 5 }, "gw", TimeProvider.System);

    private static Arrival Of(BasicGetResult message)
    {
        using var json = JsonDocument.Parse(message.Body);
        var head = json.RootElement[0];
        var (node, boot, seq) = (head.GetProperty("node").GetString()!, head.GetProperty("boot").GetUInt32(), head.GetProperty("seq").GetUInt32());
        Assert.AreEqual($"site/{node}/{boot}/{seq}", message.BasicProperties.MessageId);
        return new Arrival(node, boot, seq, (bool)message.BasicProperties.Headers![AmqpMessages.HistoricalHeader]!, boot == 2);
    }

    private T OnChannel<T>(Func<IChannel, Task<T>> work) => Task.Run(async () =>
    {
        await using var connection = await new ConnectionFactory { HostName = _server.Address.ToString(), Port = _server.Port }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await work(channel);
    }).GetAwaiter().GetResult();
}
