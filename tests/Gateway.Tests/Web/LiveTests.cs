using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Web.Live;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>What browsers see of the gateway while it works.</summary>
[TestClass]
public sealed class LiveTests
{
    private const int MuchChannels = 80;
    private const int MuchBytes = 64 << 10;

    // At 40 kB a beat and more: some megabytes, beyond any buffer of a socket that does not grow.
    private const int LargestBacklogOfBeats = 150;

    [TestMethod]
    public async Task A_journaled_reading_reaches_the_stream_with_its_flag()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        using var stream = new StreamReader(await browser.GetStreamAsync("/api/v1/live?site=a&node=n1"));
        var first = await NextAsync(stream, frame => frame["nodes"] is not null);
        Assert.AreEqual(2, first["nodes"]!.AsArray().Count);
        Assert.AreEqual("never", (string?)first["nodes"]![0]!["state"]);

        var pack = new Pack { Site = "a", Node = "n1", Boot = 1, ReceivedMs = 5000 };
        pack.Add() = new Reading { Channel = "t", Number = 21.5, TimeMs = 5000, Quality = 3, Tests = 1 };
        await rig.AppendAsync(pack);

        var frame = await NextAsync(stream, frame => frame["values"] is not null);
        var value = frame["values"]![0]!;
        Assert.AreEqual(21.5, (double)value["v"]!);
        Assert.AreEqual(3, (int)value["q"]!);
        Assert.AreEqual(3, (int)frame["nodes"]![0]!["flag"]!);
        Assert.AreEqual(1, frame["nodes"]!.AsArray().Count);
    }

    [TestMethod]
    public async Task However_fast_readings_come_a_stream_gets_one_frame_a_beat()
    {
        await using var rig = await WebRig.StartAsync();
        for (var i = 0; i < 200; i++) await rig.AppendAsync("n1", "t", 1000 + i, i);
        await Eventually.True(() => rig.Context.Board.Version > 200);
        var (frame, mark) = rig.Context.Hub.Since(default, null, null);
        Assert.IsNotNull(frame);

        // Within the same beat others get the same bytes, and whoever has them gets nothing more until something changes.
        Assert.AreSame(frame, rig.Context.Hub.Since(default, null, null).Frame);
        var again = rig.Context.Hub.Since(mark, null, null);
        Assert.AreEqual(mark.Board, again.Mark.Board);
    }

    [TestMethod]
    public async Task Two_hundred_streams_opened_and_closed_and_opened_again_leave_nothing_behind()
    {
        await using var rig = await WebRig.StartAsync();
        for (var round = 0; round < 2; round++)
        {
            // A hundred from one address, well within what one address may ask for in a second.
            HttpClient[] browsers = [await rig.LoginAsync(from: new IPAddress([127, 0, 0, (byte)(2 + round)])), await rig.LoginAsync(from: new IPAddress([127, 0, 1, (byte)(2 + round)]))];
            var streams = new List<Stream>();
            for (var i = 0; i < 200; i++)
            {
                streams.Add(await browsers[i % 2].GetStreamAsync("/api/v1/live"));
                if (i % 20 == 0) await rig.AppendAsync("n1", "t", 1000 + i, i);
            }

            Assert.AreEqual(200, rig.Context.Hub.Open);
            foreach (var stream in streams) await stream.DisposeAsync();
            await Eventually.True(() => rig.Context.Hub.Open == 0);
        }

        Assert.AreEqual(4, rig.Context.Door.Sessions.Count);
    }

    [TestMethod]
    public async Task Four_beats_a_second_while_somebody_looks_and_none_while_nobody_does()
    {
        await using var rig = await WebRig.StartAsync();
        var time = new FakeTimeProvider();
        await using var hub = new LiveHub(rig.Context.Board, rig.Context.Events, rig.Context.Meter, time);
        foreach (var (looks, beats) in new[] { (false, 0), (true, 12), (false, 0) })
        {
            if (looks) Assert.IsTrue(hub.TryEnter());
            var before = hub.Beats;
            for (var quarter = 0; quarter < 12; quarter++) time.Advance(LiveHub.Beat);
            Assert.AreEqual(beats, hub.Beats - before);
            if (looks) hub.Leave();
        }
    }

    [TestMethod]
    public async Task Who_comes_when_nobody_looked_for_long_is_not_told_what_was_true_then()
    {
        await using var rig = await WebRig.StartAsync();
        await using var hub = new LiveHub(rig.Context.Board, rig.Context.Events, rig.Context.Meter, new FakeTimeProvider());
        Assert.IsTrue(hub.TryEnter());
        var before = hub.Since(default, null, null);
        hub.Leave();
        await rig.AppendAsync("n1", "t", 5000, 5);
        await Eventually.True(() => rig.Context.Board.Version > before.Mark.Board);

        Assert.IsTrue(hub.TryEnter());
        Assert.IsGreaterThan(before.Mark.Board, hub.Since(default, null, null).Mark.Board);
    }

    [TestMethod]
    public async Task A_browser_that_never_reads_is_handed_no_more_and_holds_up_nobody()
    {
        await using var rig = await WebRig.StartAsync();
        var hub = rig.Context.Hub;
        var cookie = $"smartcity={await CookieAsync(rig)}";
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(IPAddress.Loopback, new Uri(rig.Part.Address!).Port);
        await slow.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/live?site=a&node=n1 HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n"));
        await Eventually.True(() => hub.Open == 1);

        // Every beat there is news of many kilobytes. Once the buffers on the way are full the stream waits, and takes nothing more.
        var (turn, still, handed, beat) = (0, 0, -1L, -1L);
        while (still < 4)
        {
            Assert.IsLessThan(LargestBacklogOfBeats, turn, "the stream goes on taking what nobody reads");
            await AppendMuchAsync(rig, ++turn);
            beat = hub.Beats;
            await Eventually.True(() => hub.Beats > beat);
            still = hub.Handed == handed ? still + 1 : 0;
            handed = hub.Handed;
        }

        // Another one is told the newest, and what waits for the slow one is what changed since it last read: every channel once at most.
        using var quick = new StreamReader(await (await rig.LoginAsync()).GetStreamAsync("/api/v1/live?site=a&node=n1"));
        await rig.AppendAsync("n1", "last", 1000 + turn, 300);
        await NextAsync(quick, frame => frame["values"]?.AsArray().Any(value => (double?)value!["v"] == 300) == true);
        Assert.IsLessThan(MuchBytes * 2, hub.Since(default, "a", "n1").Frame!.Length);
    }

    [TestMethod]
    public async Task An_event_is_shown_acknowledged_and_still_there_after_a_restart()
    {
        await using var rig = await WebRig.StartAsync(options => options.Pipeline = new PipelineOptions
        {
            Rules = [new ThresholdRule { Id = "hot", Channel = "t", Above = 50, Latch = true, Severity = Severity.Alarm }],
        });
        var browser = await rig.LoginAsync();
        using var client = await ConnectAsync(rig);
        await GatewayRig.PublishAsync(client, "sc/1/a/n1/data", GatewayRig.Pack(1, value: "75"));
        await Eventually.True(() => rig.Context.Events.Since(0).Count == 1);

        var shown = (await WebRig.GetAsync(browser, "/api/v1/events"))[0]!;
        Assert.AreEqual("hot", (string?)shown["rule"]);
        Assert.AreEqual("n1", (string?)shown["node"]);
        Assert.AreEqual("alarm", (string?)shown["severity"]);
        Assert.AreEqual(75.0, (double)shown["evidence"]!.AsArray()[^1]!["value"]!);

        var answer = await WebRig.PostAsync(browser, "/api/v1/events/acknowledge", $$"""{"id":"{{shown["id"]}}"}""");
        Assert.AreEqual(HttpStatusCode.NoContent, answer.StatusCode);
        await Eventually.True(() => rig.Context.Events.Since(0)[0].Acknowledged is not null);
        Assert.AreEqual("li", rig.Context.Events.Since(0)[0].By);

        // The book after a restart is read from the same lane.
        var book = new EventBook("gw");
        using var stop = new CancellationTokenSource();
        var tail = Task.Run(() => new LaneTail(rig.Host.Journal, SmartCity.Journal.Lane.Event, 0, book.Take).RunAsync(stop.Token));
        await Eventually.True(() => book.Since(0) is [{ By: "li" }]);
        await stop.CancelAsync();
        await tail;
    }

    [TestMethod]
    public async Task A_command_goes_out_and_its_answer_stands_in_the_nodes_detail()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        using var client = await ConnectAsync(rig);
        var came = new TaskCompletionSource<string>();
        client.ApplicationMessageReceivedAsync += message =>
        {
            came.TrySetResult(Encoding.UTF8.GetString(message.ApplicationMessage.Payload));
            return Task.CompletedTask;
        };
        await MQTTnet.MqttClientExtensions.SubscribeAsync(client, "sc/1/a/n1/cmd", MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce);
        var answer = await WebRig.PostAsync(browser, "/api/v1/nodes/a/n1/commands", """{"cmd":"valve","name":"v1","state":"closed","for":60}""");
        var sent = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.AreEqual("sent", (string?)sent["outcome"]);

        var command = JsonNode.Parse(await came.Task.WaitAsync(TimeSpan.FromMinutes(1)))!;
        Assert.AreEqual("valve", (string?)command["cmd"]);
        Assert.AreEqual(60, (double)command["for"]!);
        await GatewayRig.PublishAsync(client, "sc/1/a/n1/cmd/result", $$"""{"id":"{{sent["id"]}}","ok":true,"detail":"closed"}""");
        var detail = await WebRig.GetAsync(browser, "/api/v1/nodes/a/n1");
        Assert.AreEqual("online", (string?)detail["line"]!["state"]);
        Assert.AreEqual((string?)sent["id"], (string?)detail["commandResult"]!["id"]);
    }

    [TestMethod]
    [DataRow("""{"cmd":"format"}""", "cmd: expected one of")]
    [DataRow("""{"cmd":"valve","name":"v1","state":"ajar"}""", "state: expected open or closed")]
    [DataRow("""{"cmd":"valve","name":"v1","state":"open","for":-1}""", "for: expected 0 to 86400 seconds")]
    [DataRow("""{"cmd":""", "expected JSON")]
    public async Task A_wrong_command_is_answered_with_what_was_expected(string body, string expected)
    {
        await using var rig = await WebRig.StartAsync();
        var answer = await WebRig.PostAsync(await rig.LoginAsync(), "/api/v1/nodes/a/n1/commands", body);
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), expected);
    }

    [TestMethod]
    public async Task The_configuration_is_shown_without_its_secrets()
    {
        await using var rig = await WebRig.StartAsync();
        var text = (await WebRig.GetAsync(await rig.LoginAsync(), "/api/v1/configuration")).ToJsonString();
        StringAssert.Contains(text, "n1");
        foreach (var secret in new[] { WebRig.Password, "pbkdf2", rig.Host.Options.Web.Tokens[0].Sha256 }) Assert.IsFalse(text.Contains(secret, StringComparison.Ordinal), secret);
    }

    // Texts of many channels: one frame of them is larger than a socket's first buffer.
    private static async Task AppendMuchAsync(WebRig rig, int turn)
    {
        var pack = new Pack { Site = "a", Node = "n1", Boot = 1, ReceivedMs = 1000 + turn };
        for (var i = 0; i < MuchChannels; i++) pack.Add() = new Reading { Channel = $"s{i}", Kind = ReadingKind.Text, Text = $"{turn} " + new string('x', MuchBytes / MuchChannels / 2), TimeMs = 1000 + turn, Quality = 1 };
        var version = rig.Context.Board.Version;
        await rig.AppendAsync(pack);
        await Eventually.True(() => rig.Context.Board.Version > version);
    }

    private static async Task<JsonNode> NextAsync(StreamReader stream, Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await stream.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonNode.Parse(line["data: ".Length..])! is var frame && wanted(frame)) return frame;
        }

        throw new InvalidOperationException("the stream ended");
    }

    private static async Task<string> CookieAsync(WebRig rig)
    {
        var answer = await WebRig.PostAsync(rig.Browser(), "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}""");
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]["smartcity=".Length..];
    }

    private static async Task<MQTTnet.IMqttClient> ConnectAsync(WebRig rig)
    {
        var client = new MQTTnet.MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", rig.Host.Endpoints[0].Port)
            .WithClientId("a.n1").WithCredentials("a.n1", WebRig.Password).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311).Build());
        return client;
    }
}
