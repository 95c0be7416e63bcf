using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Link;
using SmartCity.Node.Virtual.Link;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class MqttNetClientTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Every_publish_is_acknowledged_by_its_own_id_and_arrives_in_order()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using var client = new MqttNetClient();
        client.Connect(Settings(broker.Port));
        Assert.AreEqual(MqttEventKind.Connected, (await NextAsync(client)).Kind);

        var sent = new List<int>();
        byte[] payload = new byte[1];
        for (byte i = 0; i < 20; i++)
        {
            payload[0] = i;
            sent.Add(client.Publish("t", payload, 1, retain: false));
        }

        var acknowledged = new List<int>();
        while (acknowledged.Count < sent.Count)
        {
            MqttEvent e = await NextAsync(client);
            Assert.AreEqual(MqttEventKind.Published, e.Kind);
            acknowledged.Add(e.MessageId);
        }

        CollectionAssert.AreEquivalent(sent, acknowledged);
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).ToArray(), broker.Received.Select(m => (int)m.Payload[0]).ToArray());
    }

    [TestMethod]
    public async Task A_message_to_a_subscribed_topic_is_received()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using var client = new MqttNetClient();
        client.Connect(Settings(broker.Port));
        await NextAsync(client);
        client.Subscribe("cmd");

        // The subscription is on its way: what is published behind it on the same connection is acknowledged after it.
        client.Publish("x", [1], 1, retain: false);
        Assert.AreEqual(MqttEventKind.Published, (await NextAsync(client)).Kind);
        await broker.SendAsync("cmd", "identify");

        MqttEvent e = await NextAsync(client);
        Assert.AreEqual(MqttEventKind.Received, e.Kind);
        Assert.AreEqual("cmd identify", e.Topic + " " + Encoding.UTF8.GetString(e.Payload));
    }

    [TestMethod]
    public async Task Refused_credentials_and_a_closed_port_end_in_connect_failed_with_the_reason()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Password = "other";
        using var client = new MqttNetClient();

        client.Connect(Settings(broker.Port));
        MqttEvent refused = await NextAsync(client);
        Assert.AreEqual((MqttEventKind.ConnectFailed, "refused-4"), (refused.Kind, refused.Text));

        client.Connect(Settings(1));
        MqttEvent closed = await NextAsync(client);
        Assert.AreEqual((MqttEventKind.ConnectFailed, "unreachable"), (closed.Kind, closed.Text));
        Assert.AreEqual(-1, client.Publish("t", [1], 1, retain: false));
    }

    [TestMethod]
    public async Task A_lost_link_is_one_disconnect_and_makes_the_broker_publish_the_will()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using var client = new MqttNetClient();
        MqttSettings settings = Settings(broker.Port);
        settings.WillTopic = "will";
        settings.WillPayload = "gone";
        client.Connect(settings);
        await NextAsync(client);

        client.Sever();

        Assert.AreEqual(MqttEventKind.Disconnected, (await NextAsync(client)).Kind);
        while (broker.Received.IsEmpty) await Task.Yield();
        Assert.AreEqual("will", broker.Received.First().Topic);
        Assert.IsFalse(client.Poll(new MqttEvent()));
    }

    [TestMethod]
    public async Task Over_tls_a_trusted_broker_is_joined_and_a_stranger_is_not()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using TestBroker broker = await TestBroker.StartAsync(certificate);
        MqttSettings settings = Settings(broker.Port);
        settings.Tls = true;
        settings.Host = "localhost";

        using var trusting = new MqttNetClient([certificate]);
        trusting.Connect(settings);
        Assert.AreEqual(MqttEventKind.Connected, (await NextAsync(trusting)).Kind);

        using var wary = new MqttNetClient();
        wary.Connect(settings);
        MqttEvent refused = await NextAsync(wary);
        Assert.AreEqual((MqttEventKind.ConnectFailed, "tls"), (refused.Kind, refused.Text));
    }

    private static MqttSettings Settings(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        ClientId = "c",
        User = "u",
        Password = "p",
        KeepAliveSeconds = 30,
    };

    private async Task<MqttEvent> NextAsync(MqttNetClient client)
    {
        var e = new MqttEvent();
        var arrived = new SemaphoreSlim(0);
        void Wake() => arrived.Release();
        client.Activity += Wake;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!client.Poll(e)) await arrived.WaitAsync(limit.Token);
        client.Activity -= Wake;
        return e;
    }
}
