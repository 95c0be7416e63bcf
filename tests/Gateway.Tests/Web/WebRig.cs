using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Web;
using SmartCity.Gateway.Web.Access;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>A gateway on disk with its web interface on a free port: users <c>li</c> (may do all) and <c>wang</c> (may look), nodes <c>a/n1</c> and <c>a/n2</c>.</summary>
internal sealed class WebRig : IAsyncDisposable
{
    public const string Password = "correct-horse";
    public const string Token = "a-token-of-the-integrator";

    private readonly TempDirectory _directory;
    private readonly List<HttpClient> _clients = [];

    private WebRig(GatewayHost host, TempDirectory directory, LogBook log) => (Host, _directory, Log) = (host, directory, log);

    public GatewayHost Host { get; }

    public LogBook Log { get; }

    public WebPart Part => Host.Parts.OfType<WebPart>().Single();

    public WebContext Context => Part.Context!;

    public string Data => _directory.Path;

    public static async Task<WebRig> StartAsync(Action<GatewayOptions>? configure = null, TempDirectory? directory = null, string? configFile = null)
    {
        directory ??= new TempDirectory();
        var log = new LogBook();
        var options = new GatewayOptions { Gateway = "gw", Site = "a", Data = directory.Path };
        options.Broker.Listeners = [new ListenerOptions { Port = 0 }];
        options.Nodes = [new NodeOptions { Node = "n1", Password = Password, Label = "North", Lat = 39.9, Lon = 116.3 }, new NodeOptions { Node = "n2", Password = Password }];
        options.Web.Port = 0;
        var hash = PasswordHash.Create(Encoding.UTF8.GetBytes(Password), 1000).ToString();
        options.Web.Users = [new WebUserOptions { Name = "li", PasswordHash = hash }, new WebUserOptions { Name = "wang", PasswordHash = hash, ReadOnly = true }];
        options.Web.Tokens = [new WebTokenOptions { Name = "city", Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Token))) }];
        configure?.Invoke(options);
        var host = new GatewayHost(options, new GatewaySeams { Loggers = log, ConfigFile = configFile });
        await host.StartAsync();
        return new WebRig(host, directory, log);
    }

    /// <summary>A browser that has not logged in.</summary>
    /// <param name="from">Its own address on loopback, where the rate of one address is not to count.</param>
    public HttpClient Browser(SslClientAuthenticationOptions? trust = null, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        if (trust is not null) handler.SslOptions = trust;
        if (from is not null) handler.ConnectCallback = (context, cancellation) => ConnectAsync(from, context.DnsEndPoint, cancellation);
        var client = new HttpClient(handler) { BaseAddress = new Uri(Part.Address!) };
        _clients.Add(client);
        return client;
    }

    /// <summary>A browser that has.</summary>
    public async Task<HttpClient> LoginAsync(string user = "li", SslClientAuthenticationOptions? trust = null, IPAddress? from = null)
    {
        var browser = Browser(trust, from);
        var answer = await PostAsync(browser, "/api/v1/login", $$"""{"user":"{{user}}","password":"{{Password}}"}""");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        var session = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        browser.DefaultRequestHeaders.Add(Doorkeeper.CsrfHeader, session["csrf"]!.GetValue<string>());
        return browser;
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static async Task<JsonNode> GetAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Journals a pack of one channel, a reading for each value.</summary>
    public async Task AppendAsync(string node, string channel, long timeMs, params double[] values)
    {
        var pack = new Pack { Site = "a", Node = node, BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = 1, ReceivedMs = timeMs };
        foreach (var value in values) pack.Add() = new Reading { Channel = channel, Number = value, TimeMs = timeMs++, Quality = 1 };
        await AppendAsync(pack);
    }

    public async Task AppendAsync(Pack pack)
    {
        var record = new byte[PackRecord.MaxBytes];
        Assert.IsTrue(PackRecord.TryWrite(pack, record, out var written));
        var result = await Host.Journal.AppendAsync(pack.IsEvent ? Lane.Event : Lane.Data, PackRecord.RecordType, record.AsSpan(0, written));
        Assert.IsTrue(result.Committed);
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from.MapToIPv6(), 0));
        await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Host.DisposeAsync();
        _directory.Dispose();
        Log.Dispose();
    }
}
