using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Tests.Fleet;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Hardware;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Web.Api;
using SmartCity.Peers;

namespace SmartCity.Gateway.Tests.Operate.Support;

/// <summary>
/// A gateway that was given a secret of every kind, at work as a process of its own with its log at the most talkative;
/// then all that can be had of it is searched for them.
/// </summary>
[TestClass]
[TestCategory("attack")]
public sealed class Secrets_are_nowhere_to_be_read : IDisposable
{
    private const string NodePassword = "planted-node-password-1";
    private const string WrongPassword = "planted-wrong-password-2";
    private const string CityPassword = "planted-city-password-3";
    private const string RabbitPassword = "planted-rabbit-password-4";
    private const string HttpPassword = "planted-http-password-5";
    private const string Hj212Password = "pl4nt6";
    private const string WebPassword = "planted-web-password-7";
    private const string ApiToken = "planted-api-token-8";
    private const string Wifi = "planted-wifi-password-9";

    private readonly StringBuilder _said = new();
    private readonly SemaphoreSlim _line = new(0);
    private Process? _gateway;

    public void Dispose()
    {
        if (_gateway is { HasExited: false }) _gateway.Kill();
        _gateway?.WaitForExit();
        _gateway?.Dispose();
        _line.Dispose();
    }

    [TestMethod]
    public async Task Every_kind_of_secret_is_planted_and_none_is_found()
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("the stand-in for nanoff is a shell script");
        using var directory = new TempDirectory();
        var operate = FreePort.Next();
        var config = Configure(directory, operate);
        var gateway = _gateway = Start("run", "--verbose", "--config", config);
        var (port, web) = (await PortAsync("MQTT listens on 127.0.0.1:"), await PortAsync("Web interface at http://127.0.0.1:"));
        Assert.AreEqual(operate, await PortAsync("Metrics and health on http://127.0.0.1:"));

        File.WriteAllText(directory.At("wifi"), Wifi + "\n");
        await RunAsync("provision", "node", "ix-017", "--board", "intersection-ix1", "--wifi", "net", "--wifi-password-file", directory.At("wifi"), "--out", directory.At("nodes"), "--config", config);
        var secret = (string)JsonNode.Parse(File.ReadAllText(directory.At("nodes/ix-017/node.json")))!["password"]!;
        var nanoff = new ScriptedNanoff(directory);
        File.WriteAllBytes(directory.At("n.bin"), new byte[10]);
        await RunAsync("flash", "--port", "p", "--node", "ix-017", "--from", directory.At("nodes"), "--image", directory.At("n.bin"), "--wait", "0", "--verbose", "--nanoff", nanoff.Program, "--config", config);
        await ConnectAsync(port, "a.n1", NodePassword);
        await ConnectAsync(port, "a.n1", WrongPassword);
        await ConnectAsync(port, "a.ix-017", secret);
        await AskAsync(web, operate);

        Say(await File.ReadAllTextAsync($"/proc/{gateway.Id}/cmdline"));
        Say(string.Join('\n', nanoff.Calls()));
        foreach (var command in new[] { "nodes list", "nodes show ix-017", "nodes export --format csv", "check-config", "doctor", "doctor --json", "backlog", "events" }) await RunAsync([.. command.Split(' '), "--config", config]);
        await RunAsync("support-bundle", directory.At("bundle.tar.gz"), "--config", config);
        await RunAsync("backup", directory.At("backup.tar.gz"), "--config", config);
        await RunAsync("journal", "export", directory.At("state/journal"));
        Say(BundleText.Of(directory.At("bundle.tar.gz")));

        gateway.Kill();
        await gateway.WaitForExitAsync();
        string[] planted =
        [
            NodePassword, WrongPassword, CityPassword, RabbitPassword, HttpPassword, Hj212Password, WebPassword, ApiToken, Wifi, secret,
            KeyOf(directory.At("state/tls/ca.key")), KeyOf(directory.At("state/tls/server.key")),
        ];
        var said = Said();
        foreach (var proof in new[] { "a.n1 connected", "WrongPassword", "smartcity_", "\"sinks\"", "gateway.json", "--filedeployment", "ix-017" }) StringAssert.Contains(said, proof, "the search has looked there");
        foreach (var each in planted) Assert.DoesNotContain(each, said);
        Stored(directory, config, planted);
    }

    [TestMethod]
    [DataRow("""{ "nodes": [ { "node": "n1", "password": 123456789 } ] }""", "123456789")]
    [DataRow("""{ "nodes": [ { "node": "n1", "passwordHash": "planted-in-the-open" } ] }""", "planted")]
    [DataRow("""{ "web": { "tokens": [ { "name": "t", "sha256": "planted-in-the-open" } ] } }""", "planted")]
    [DataRow("""{ "nodes": [ { "node": "n1", "password": "planted" "oops" ] }""", "planted")]
    [DataRow("""{ "nodes": [ { "node": "n1", "password": "planted } ] }""", "planted")]
    [DataRow("""{ "sinks": [ { "name": "c", "type": "ngsi-ld", "url": "https://user:planted@city.example" } ] }""", "planted")]
    public async Task A_configuration_with_a_fault_gives_nothing_away_either(string text, string planted)
    {
        using var directory = new TempDirectory();
        var config = directory.At("gateway.json");
        await File.WriteAllTextAsync(config, text);

        Assert.AreEqual(ExitCode.Config, await RunAsync("check-config", "--config", config));
        Assert.AreEqual(ExitCode.Config, await RunAsync("run", "--config", config));
        await RunAsync("support-bundle", directory.At("bundle.tar.gz"), "--config", config);
        Say(BundleText.Of(directory.At("bundle.tar.gz")));

        StringAssert.Contains(Said(), "gateway.json");
        Assert.DoesNotContain(planted, Said());
    }

    [TestMethod]
    public void The_service_leaves_no_dump_of_its_memory_and_the_schema_marks_every_secret()
    {
        var unit = RepositoryFiles.Read("gateway/packaging/systemd/smartcity-gateway.service");
        foreach (var line in new[] { "LimitCORE=0", "DOTNET_DbgEnableMiniDump=0", "DOTNET_EnableDiagnostics=0" }) StringAssert.Contains(unit, line);
        var unmarked = new List<string>();
        Unmarked(JsonNode.Parse(RepositoryFiles.Read("gateway/Gateway/Config/gateway.schema.json"))!, unmarked);
        Assert.IsEmpty(unmarked, "writeOnly is missing, and a message may repeat the value: " + string.Join(", ", unmarked));
    }

    private static void Unmarked(JsonNode node, List<string> found)
    {
        foreach (var (name, value) in node is JsonObject members ? members.ToArray() : [])
        {
            if (value is null) continue;
            if (name is "password" or "passwordHash" or "sha256" && value is JsonObject rule && rule["writeOnly"] is null) found.Add(value.GetPath());
            Unmarked(value, found);
        }

        foreach (var item in node is JsonArray items ? items.ToArray() : []) Unmarked(item!, found);
    }

    // What the gateway must keep lies in files that are their owner's alone; a person's and a node's own secret lie nowhere.
    private static void Stored(TempDirectory directory, string config, string[] planted)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (var file in Directory.EnumerateFiles(directory.At("state"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)).Append(directory.At("backup.tar.gz")))
        {
            var bytes = File.ReadAllBytes(file);
            if (file.EndsWith(".gz", StringComparison.Ordinal)) bytes = Encoding.UTF8.GetBytes(BundleText.Of(file));
            var text = Encoding.Latin1.GetString(bytes);
            if (OperatingSystem.IsWindows() || !Array.Exists(planted, secret => text.Contains(secret, StringComparison.Ordinal))) continue;
            Assert.AreEqual(default, File.GetUnixFileMode(file) & Others, file);
            foreach (var never in new[] { WrongPassword, WebPassword, ApiToken, Wifi, planted[9] }) Assert.DoesNotContain(never, text, file);
        }

        Assert.IsTrue(File.Exists(config));
    }

    private static string Configure(TempDirectory directory, int operate)
    {
        var hash = PasswordHash.Create(Encoding.UTF8.GetBytes(WebPassword), 1000);
        var token = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiToken)));
        File.WriteAllText(directory.At("http.secret"), HttpPassword + "\n");
        File.WriteAllText(directory.At("gateway.json"), $$"""
            {
              "gateway": "gw", "site": "a", "data": "state",
              "broker": { "listeners": [{ "port": 0 }, { "port": 0, "tls": {} }] },
              "web": { "port": 0, "users": [{ "name": "li", "passwordHash": "{{hash}}" }], "tokens": [{ "name": "city", "sha256": "{{token}}" }] },
              "operate": { "listen": "127.0.0.1:{{operate}}" },
              "nodes": [{ "node": "n1", "password": "{{NodePassword}}" }],
              "sinks": [
                { "name": "city", "type": "mqtt", "host": "127.0.0.1", "port": 9, "user": "g", "password": "{{CityPassword}}" },
                { "name": "rabbit", "type": "amqp", "hosts": ["127.0.0.1:9"], "queue": "q", "password": "{{RabbitPassword}}" },
                { "name": "broker", "type": "ngsi-ld", "url": "http://127.0.0.1:9", "user": "g", "passwordFile": "http.secret", "latitude": 39.9, "longitude": 116.3 },
                { "name": "station", "type": "hj212", "host": "127.0.0.1", "port": 9, "password": "{{Hj212Password}}", "stations": [{ "site": "a", "node": "n1", "mn": "010000A8900016F000169DC0" }] }
              ]
            }
            """);
        return directory.At("gateway.json");
    }

    private async Task AskAsync(int web, int operate)
    {
        using var program = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{web}") };
        Say(await (await program.PostAsync("/api/v1/login", new StringContent($$"""{"user":"li","password":"{{WebPassword}}"}"""))).Content.ReadAsStringAsync());
        Say(await (await program.PostAsync("/api/v1/login", new StringContent($$"""{"user":"li","password":"{{WrongPassword}}"}"""))).Content.ReadAsStringAsync());
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken);
        var paths = JsonNode.Parse(OpenApiDocument.Text())!["paths"]!.AsObject().Where(path => path.Value!["get"] is not null).Select(path => path.Key);
        foreach (var path in paths.Where(path => path != "/api/v1/live").Append("/api/v1/configuration?of=defaults"))
        {
            Say(path);
            var answer = await program.GetAsync(path.Replace("{site}", "a", StringComparison.Ordinal).Replace("{node}", "n1", StringComparison.Ordinal));
            Say(await answer.Content.ReadAsStringAsync());
        }

        foreach (var path in new[] { "/metrics", "/health/live", "/health/ready" }) Say(await (await program.GetAsync(new Uri($"http://127.0.0.1:{operate}{path}"))).Content.ReadAsStringAsync());
    }

    private static async Task ConnectAsync(int port, string client, string password)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await socket.GetStream().WriteAsync(RawMqtt.Connect(client, password));
        await RawMqtt.AnswerAsync(socket.GetStream());
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "smartcity-gateway.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<int> PortAsync(string before)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!Said().Contains(before, StringComparison.Ordinal)) await _line.WaitAsync(patience.Token);
        var said = Said();
        var digits = said[(said.IndexOf(before, StringComparison.Ordinal) + before.Length)..].TakeWhile(char.IsAsciiDigit);
        return int.Parse(string.Concat(digits), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(arguments, output, error);
        Say($"{output}{error}");
        return code;
    }

    private void Say(string? text)
    {
        lock (_said) _said.AppendLine(text);
    }

    private void Hear(string? line)
    {
        Say(line);
        _line.Release();
    }

    private string Said()
    {
        lock (_said) return _said.ToString();
    }

    private static string KeyOf(string pem) => File.ReadAllLines(pem)[1];
}
