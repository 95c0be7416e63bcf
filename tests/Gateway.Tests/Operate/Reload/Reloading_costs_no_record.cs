using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate;
using SmartCity.Gateway.Operate.Reload;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Tests.Operate.Service;
using SmartCity.Peers;

namespace SmartCity.Gateway.Tests.Operate.Reload;

/// <summary>The service over a real journal, a real broker and a file that changes.</summary>
[TestClass]
public sealed class Reloading_costs_no_record : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly QuickTime _time = new();
    private readonly SentNotices _manager = new();
    private readonly LogBook _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port = FreePort.Next();
    private GatewayService _service = null!;
    private Task _running = Task.CompletedTask;

    private string File => Path.Combine(_directory.Path, "gateway.json");

    private string Readings => Path.Combine(_directory.Path, "readings.ndjson");

    [TestMethod]
    public async Task Ready_is_said_once_the_journal_has_recovered_and_the_broker_listens()
    {
        Write(Config(Readings));
        Start();
        await Eventually.True(() => _manager.Sent.Contains("READY=1"));

        using var probe = new TcpClient();
        await probe.ConnectAsync(IPAddress.Loopback, _port);
        Assert.AreEqual("STATUS=recovering the journal", _manager.Sent.First());
        await StopAsync();
        StringAssert.StartsWith(_manager.Sent.Last(), "STOPPING=1");
    }

    [TestMethod]
    public async Task A_wrong_file_is_refused_with_its_line_and_the_old_one_stays()
    {
        Write(Config(Readings));
        Start();
        await PublishAsync(0);
        Write("""{ "site": "a", "nodse": [] }""");
        _service.Reload();
        StringAssert.Contains(await _log.FirstAsync(2310), "gateway.json:1:25: $.nodse: unknown key");

        await PublishAsync(1);
        await ForwardedAsync(2);
        await StopAsync();
    }

    [TestMethod]
    public async Task A_good_file_takes_force_and_every_record_arrives_once()
    {
        Write(Config(Readings));
        Start();
        for (var i = 0u; i < 3; i++) await PublishAsync(i);
        await ForwardedAsync(3);
        Write(Config(Readings, gateway: "g2"));
        _service.Reload();
        await _log.FirstAsync(2312);
        await Eventually.True(() => _service.Host is not null);

        Assert.AreEqual("g2", _service.Host!.Options.Gateway);
        Assert.ContainsSingle(_manager.Sent.Where(notice => notice.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal)));
        for (var i = 2u; i < 5; i++) await PublishAsync(i);
        await ForwardedAsync(5);
        await _log.FirstAsync(2313);
        await StopAsync();
        Assert.IsNull(StartChoice.Of(File, null, _log, out _)!.Fallback, "it has proved itself: nothing is on trial after a restart");
    }

    [TestMethod]
    public async Task One_that_breaks_the_uplink_is_undone_and_not_tried_again_by_itself()
    {
        Write(Config(Readings));
        Start();
        await PublishAsync(0);
        await ForwardedAsync(1);
        Write(Config("/dev/null/no-such-place/readings.ndjson"));
        _service.Reload();
        await _log.FirstAsync(2312);
        await PublishAsync(1);
        await Eventually.True(() => _log.Of(2314).Any());

        StringAssert.Contains(_log.Of(2314).Single(), "sink archive, reached before, is not reached");
        await PublishAsync(2);
        await ForwardedAsync(3);
        await StopAsync();

        var choice = StartChoice.Of(File, null, _log, out _)!;
        StringAssert.Contains(System.Text.Encoding.UTF8.GetString(choice.Config.Text), Readings);
        Assert.ContainsSingle(_log.Of(2316));
    }

    [TestMethod]
    public async Task One_that_cannot_listen_gives_way_to_the_one_before()
    {
        Write(Config(Readings));
        Start();
        await PublishAsync(0);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Write(Config(Readings, port: ((IPEndPoint)taken.LocalEndpoint).Port));
        _service.Reload();
        StringAssert.Contains(await _log.FirstAsync(2315), "MQTT cannot listen");

        await Eventually.True(() => _service.Host is not null);
        await PublishAsync(1);
        await ForwardedAsync(2);
        await StopAsync();
    }

    [TestMethod]
    public void A_file_that_is_wrong_at_the_start_gives_way_to_the_last_good_one()
    {
        Write(Config(Readings));
        new ConfigBook(_directory.Path).Keep(System.IO.File.ReadAllBytes(File));
        Write("{");

        Assert.IsNull(StartChoice.Of(File, null, _log, out var faults));
        Assert.ContainsSingle(faults);
        Assert.AreEqual("g1", StartChoice.Of(File, _directory.Path, _log, out _)!.Config.Options.Gateway);
        Assert.ContainsSingle(_log.Of(2317));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _running.ContinueWith(_ => { }, TaskScheduler.Default).Wait(TimeSpan.FromMinutes(1));
        _stop.Dispose();
        _log.Dispose();
        _directory.Dispose();
    }

    private void Start()
    {
        _service = new GatewayService(File, new GatewaySeams { Loggers = _log, Time = _time }, _manager);
        var choice = StartChoice.Of(File, null, _log, out var faults);
        Assert.IsNotNull(choice, string.Join('\n', faults));
        _running = Task.Run(() => _service.RunAsync(choice, _stop.Token));
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Eventually.True(() => _running.IsCompleted);
        await _running;
    }

    // As a node does: until it is acknowledged, again and again.
    private async Task PublishAsync(uint seq)
    {
        await Eventually.True(() => _service.Host is not null);
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _port).WithClientId("a.n1").WithCredentials("a.n1", GatewayRig.Password);
        await client.ConnectAsync(options.Build());
        var result = await GatewayRig.PublishAsync(client, "sc/1/a/n1/data", GatewayRig.Pack(seq));
        Assert.IsTrue(result.IsSuccess);
        await client.DisconnectAsync();
    }

    private Task ForwardedAsync(int lines) => Eventually.True(() => System.IO.File.Exists(Readings) && FileLines.Read(Readings).Count() == lines);

    private void Write(string text) => System.IO.File.WriteAllText(File, text);

    private string Config(string readings, string gateway = "g1", int? port = null) =>
        $$"""
        {
          "gateway": "{{gateway}}", "site": "a", "data": ".",
          "broker": { "listeners": [{ "port": {{port ?? _port}} }] },
          "nodes": [{ "node": "n1", "password": "{{GatewayRig.Password}}" }],
          "web": { "enabled": false },
          "sinks": [{ "name": "archive", "type": "file", "path": "{{readings}}" }]
        }
        """;
}
