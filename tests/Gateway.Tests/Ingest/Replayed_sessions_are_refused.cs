using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

/// <summary>Somebody has recorded a node's connection, knows its client id, or has another node's credential. Each attempt leaves a line that says what and who.</summary>
[TestClass]
[TestCategory("attack")]
public sealed class Replayed_sessions_are_refused
{
    [TestMethod]
    public async Task A_recorded_TLS_session_opens_no_other()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options =>
        {
            options.Data = state.Path;
            options.Broker.Listeners[0].Tls = new TlsOptions();
        });
        using var recorder = new Recorder(rig.Port);
        using (var node = new MqttClientFactory().CreateMqttClient())
        {
            await node.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", recorder.Port).WithClientId("a.n1").WithCredentials("a.n1", GatewayRig.Password)
                .WithTlsOptions(tls => tls.WithCertificateValidationHandler(_ => true)).Build());
            await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        }

        await Eventually.True(() => rig.Host.Broker.Connections == 0);
        await using var replay = await rig.OpenAsync();
        var from = ((IPEndPoint)replay.Socket.LocalEndPoint!).Port;
        await replay.WriteAsync(await recorder.SentAsync());

        Assert.IsTrue(await RawMqtt.EndsAsync(replay));
        var line = await rig.Log.FirstAsync(1013);
        StringAssert.Contains(line, nameof(Refusal.Handshake));
        StringAssert.Contains(line, $"{from}");
        Assert.AreEqual((1, 1), (rig.Journal.End(Lane.Data), rig.Log.Of(1000).Count()), "one session, one pack");
    }

    [TestMethod]
    public async Task A_recorded_CONNECT_is_worth_what_its_password_is()
    {
        await using var rig = await GatewayRig.StartAsync();
        var secret = await AdmitAsync(rig);
        var recorded = RawMqtt.Connect("a.n9", secret);
        await using (var own = await rig.OpenAsync())
        {
            await own.WriteAsync(recorded);
            Assert.AreEqual(0, await RawMqtt.AnswerAsync(own));
        }

        await AdmitAsync(rig);
        await using var replay = await rig.OpenAsync();
        await replay.WriteAsync(recorded);

        // MQTT 3.1.1 §3.2.2.3: 4 is a bad user name or password.
        Assert.AreEqual(4, await RawMqtt.AnswerAsync(replay));
        Named(await rig.Log.FirstAsync(1010), "a.n9", nameof(Refusal.WrongPassword));
    }

    [TestMethod]
    public async Task A_CONNECT_sent_again_on_an_open_connection_ends_it()
    {
        await using var rig = await GatewayRig.StartAsync();
        await using var stream = await rig.OpenAsync();
        await stream.WriteAsync(RawMqtt.Connect("a.n1", GatewayRig.Password));
        Assert.AreEqual(0, await RawMqtt.AnswerAsync(stream));

        await stream.WriteAsync(RawMqtt.Connect("a.n2", GatewayRig.Password));

        Assert.IsTrue(await RawMqtt.EndsAsync(stream));
        var line = await rig.Log.FirstAsync(1013);
        StringAssert.Contains(line, "a.n1");
        StringAssert.Contains(line, "a second CONNECT");
        Assert.IsNull(rig.Host.Nodes.Find("a.n2"));
    }

    [TestMethod]
    public async Task A_publish_without_a_CONNECT_is_not_looked_at()
    {
        await using var rig = await GatewayRig.StartAsync();
        await using var stream = await rig.OpenAsync();
        var from = ((IPEndPoint)stream.Socket.LocalEndPoint!).Port;

        // PUBLISH, QoS 1, packet 1: topic and an empty payload.
        await stream.WriteAsync((byte[])[0x32, 18, 0, 14, .. "sc/1/a/n1/data"u8, 0, 1]);

        Assert.IsTrue(await RawMqtt.EndsAsync(stream));
        var line = await rig.Log.FirstAsync(1013);
        StringAssert.Contains(line, nameof(Refusal.NoConnect));
        StringAssert.Contains(line, $"{from}");
    }

    [TestMethod]
    public async Task Another_nodes_credential_takes_no_session_over()
    {
        await using var rig = await GatewayRig.StartAsync();
        var owner = await rig.ConnectAsync("n1");

        Assert.AreEqual(MqttClientConnectResultCode.ClientIdentifierNotValid, await rig.TryConnectAsync("a.n1", "a.n2", GatewayRig.Password));

        Named(await rig.Log.FirstAsync(1010), "a.n1", nameof(Refusal.ClientId));
        await GatewayRig.PublishAsync(owner, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data), "the owner goes on");
    }

    [TestMethod]
    [DataRow(null, 5, nameof(Refusal.Anonymous))]
    [DataRow("wrong-password", 4, nameof(Refusal.WrongPassword))]
    public async Task A_lasting_session_is_not_resumed_without_its_credential(string? password, int answer, string reason)
    {
        await using var rig = await GatewayRig.StartAsync();
        await using (var own = await rig.OpenAsync())
        {
            await own.WriteAsync(RawMqtt.Connect("a.n1", GatewayRig.Password, clean: false));
            Assert.AreEqual(0, await RawMqtt.AnswerAsync(own));
        }

        await Eventually.True(() => rig.Host.Nodes.Find("a.n1")?.Connected == false);
        await using var thief = await rig.OpenAsync();
        await thief.WriteAsync(RawMqtt.Connect("a.n1", password, clean: false));

        Assert.AreEqual(answer, await RawMqtt.AnswerAsync(thief));
        Named(await rig.Log.FirstAsync(1010), "a.n1", reason);
    }

    [TestMethod]
    public async Task Anonymous_wrong_topic_replayed_and_revoked_each_have_their_line()
    {
        await using var rig = await GatewayRig.StartAsync();
        var secret = await AdmitAsync(rig);
        var recorded = RawMqtt.Connect("a.n9", secret);
        await rig.TryConnectAsync("a.n1", null, null);
        await GatewayRig.PublishAsync(await rig.ConnectAsync("n1"), "sc/1/a/n2/data", GatewayRig.Pack(0));
        await AdmitAsync(rig);
        await using var replay = await rig.OpenAsync();
        await replay.WriteAsync(recorded);
        await RawMqtt.AnswerAsync(replay);
        rig.Host.Fleet.Store.Nodes.Revoke("a", "n9", 1);
        await rig.Host.Fleet.ApplyAsync("a", "n9");
        await rig.TryConnectAsync("a.n9", "a.n9", secret);

        await Eventually.True(() => rig.Log.Of(1010).Count() == 3);
        var connects = rig.Log.Of(1010).ToList();
        Named(connects[0], "a.n1", nameof(Refusal.Anonymous));
        Named(connects[1], "a.n9", nameof(Refusal.WrongPassword));
        Named(connects[2], "a.n9", nameof(Refusal.Revoked));
        var publish = rig.Log.Of(1011).Single();
        foreach (var word in new[] { "a.n1", "sc/1/a/n2/data", nameof(Refusal.ForeignTopic) }) StringAssert.Contains(publish, word);
    }

    private static void Named(string line, string client, string reason)
    {
        StringAssert.Contains(line, client);
        StringAssert.Contains(line, "127.0.0.1");
        StringAssert.Contains(line, reason);
    }

    private static async Task<string> AdmitAsync(GatewayRig rig)
    {
        var secret = NodeSecret.Create();
        var node = new FleetNode { Site = "a", Node = "n9" };
        rig.Host.Fleet.Store.Nodes.Describe(node);
        rig.Host.Fleet.Store.Nodes.Admit(node, NodeSecret.Hash(secret), null, 1);
        await rig.Host.Fleet.ApplyAsync("a", "n9");
        return secret;
    }

    /// <summary>Somebody on the way, who lets one connection through and keeps what its client sends.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly MemoryStream _sent = new();
        private readonly Task _passing;

        public Recorder(int port)
        {
            _listener.Start();
            _passing = PassAsync(port);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        /// <summary>All of it, once the connection is over.</summary>
        public async Task<byte[]> SentAsync()
        {
            await _passing.WaitAsync(TimeSpan.FromMinutes(1));
            return _sent.ToArray();
        }

        public void Dispose() => _listener.Dispose();

        private async Task PassAsync(int port)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port);
            var down = DownAsync(server.GetStream(), client.GetStream());
            var bytes = new byte[4096];
            try
            {
                int read;
                while ((read = await client.GetStream().ReadAsync(bytes)) > 0)
                {
                    _sent.Write(bytes, 0, read);
                    await server.GetStream().WriteAsync(bytes.AsMemory(0, read));
                }
            }
            catch (IOException)
            {
                // The client went away without a word.
            }

            server.Close();
            await down;
        }

        private static async Task DownAsync(NetworkStream from, NetworkStream to)
        {
            try
            {
                await from.CopyToAsync(to);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The connection is over.
            }
        }
    }
}
