using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmartCity.Gateway.Demo.City;
using SmartCity.Peers;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>Debian's <c>mosquitto_pub</c> against the gateway run as a service, with a city behind it.</summary>
[TestClass]
public sealed class A_device_that_is_not_ours
{
    private const string Tool = "mosquitto_pub";
    private const string Password = "a-secret-of-256-bits-would-be-longer";
    private const string Pack = """[{"bn":"urn:dev:mac:0024befffe804ff1:","bt":1763834400,"boot":1,"seq":SEQ,"n":"t","v":21.5},{"n":"pm2_5","v":12.3}]""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("stranger-").FullName;
    private readonly BlockingCollection<(string Topic, string Payload)> _city = [];

    [TestCleanup]
    public void Clean()
    {
        Directory.Delete(_directory, recursive: true);
        _city.Dispose();
    }

    [TestMethod]
    public async Task Arrives_at_the_city_and_what_it_does_wrong_costs_nothing_else()
    {
        if (!OnPath(Tool)) Assert.Inconclusive($"{Tool} is not installed (Debian: apt-get install mosquitto-clients)");

        await using var city = await CityBroker.StartAsync("gateway", Password, (topic, payload) => _city.Add((topic, Encoding.UTF8.GetString(payload.Span))));
        var port = FreePort.Next();
        using var gateway = GatewayProcess.Start("run", "--config", Configuration(port, city.Port));
        await gateway.WaitForLineAsync(line => line.Contains("Gateway trial started", StringComparison.Ordinal));

        Assert.AreEqual(0, Publish(port, "site-a.air-9", Password, "sc/1/site-a/air-9/data", Numbered(0)));
        Expect("city/site-a/air-9/data", 0);

        // Wrong password, somebody else's topic, and bytes that are no pack: each has its line in the log.
        Assert.AreNotEqual(0, Publish(port, "site-a.air-9", "wrong", "sc/1/site-a/air-9/data", Numbered(1)));
        await gateway.WaitForLineAsync(line => line.Contains("site-a.air-9", StringComparison.Ordinal) && line.Contains("password", StringComparison.OrdinalIgnoreCase));
        Publish(port, "site-a.air-9", Password, "sc/1/site-a/other/data", Numbered(1));
        await gateway.WaitForLineAsync(line => line.Contains("sc/1/site-a/other/data", StringComparison.Ordinal));
        Publish(port, "site-a.air-9", Password, "sc/1/site-a/air-9/data", """[{"bn":"urn:dev:mac:0024befffe804ff1:","boot":1,"seq":1,"n":"t","v":NaN}]""");
        await gateway.WaitForLineAsync(line => line.Contains("malformed pack at byte", StringComparison.Ordinal));

        // What was refused has a name at the city; the next right one arrives, and nothing else has.
        var loss = Take();
        Assert.AreEqual("city/site-a/trial/loss", loss.Topic);
        StringAssert.Contains(loss.Payload, "refused");
        StringAssert.Contains(loss.Payload, "air-9");
        Assert.AreEqual(0, Publish(port, "site-a.air-9", Password, "sc/1/site-a/air-9/data", Numbered(1)));
        Expect("city/site-a/air-9/data", 1);
        Assert.IsEmpty(_city);
    }

    private static string Numbered(int seq) => Pack.Replace("SEQ", seq.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private void Expect(string topic, int seq)
    {
        var message = Take();
        Assert.AreEqual(topic, message.Topic);
        StringAssert.Contains(message.Payload, $"\"seq\":{seq}");
        StringAssert.Contains(message.Payload, "21.5");
        StringAssert.Contains(message.Payload, "12.3");
    }

    private (string Topic, string Payload) Take()
    {
        Assert.IsTrue(_city.TryTake(out var message, Patience), "nothing arrived at the city");
        return message;
    }

    private string Configuration(int port, int cityPort)
    {
        var path = Path.Combine(_directory, "gateway.json");
        File.WriteAllText(path, $$"""
            {
              "gateway": "trial",
              "site": "site-a",
              "data": "data",
              "broker": { "listeners": [{ "address": "127.0.0.1", "port": {{port}} }] },
              "web": { "enabled": false },
              "nodes": [{ "node": "air-9", "password": "{{Password}}" }],
              "sinks": [{ "name": "city", "type": "mqtt", "host": "127.0.0.1", "port": {{cityPort}}, "user": "gateway", "password": "{{Password}}" }]
            }
            """);
        return path;
    }

    private static int Publish(int port, string id, string password, string topic, string payload)
    {
        var start = new ProcessStartInfo(Tool) { RedirectStandardError = true };
        string[] arguments = ["-h", "127.0.0.1", "-p", $"{port}", "-V", "mqttv5", "-i", id, "-u", id, "-P", password, "-q", "1", "-t", topic, "-m", payload];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience));
        return process.ExitCode;
    }

    private static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, tool)));
}
