using System.Net.Sockets;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tls;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Http;
using SmartCity.Gateway.Web.Live;
using SmartCity.Journal;

namespace SmartCity.Gateway.Web;

/// <summary>
/// The gateway's face as a part of it: follows the journal behind the writer and answers browsers. When its address is
/// taken the gateway does its work without it and says so.
/// </summary>
internal sealed class WebPart(GatewayHost host) : IGatewayPart
{
    // How far back the newest values and the events are looked for at the start.
    private const long ReadingRecords = 4096;
    private const long EventRecords = 16384;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tails = [];
    private WebServer? _server;
    private LiveHub? _hub;
    private IDisposable? _metering;

    /// <summary><c>http://127.0.0.1:8080/</c>; null: no network socket.</summary>
    public string? Address { get; private set; }

    /// <summary>The password of <c>admin</c>, when it was made at this start.</summary>
    public string? NewPassword { get; private set; }

    /// <summary>Set while it runs.</summary>
    public WebContext? Context { get; private set; }

    public IReadOnlyList<WebRoute> Routes { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellation)
    {
        var options = host.Options;
        var logger = host.Loggers.CreateLogger<WebPart>();

        var board = new LiveBoard(options, host.Nodes, host.Fleet);
        var events = new EventBook(options.Gateway);
        Tail(Lane.Data, ReadingRecords, board.Take);
        Tail(Lane.Event, EventRecords, pack =>
        {
            events.Take(pack);
            if (pack.Node != options.Gateway) board.Take(pack);
        });

        var meter = new PulseMeter(host);
        _metering = host.Beat.Listen(meter.Look);
        _hub = new LiveHub(board, events, meter, host.Time);
        var door = new Doorkeeper(options.Web, Users(), host.Time);
        Context = new WebContext(host, board, events, _hub, meter, door, host.Logs, host.Parts.OfType<HistoryPart>().FirstOrDefault()?.Store, logger);
        Routes = WebRoutes.All(Context);
        await ListenAsync(new RouteMap(door, new RequestRate(host.Time)), logger, cancellation).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_server is not null) await _server.DisposeAsync().ConfigureAwait(false);
        _server = null;
        _metering?.Dispose();
        if (_hub is not null) await _hub.DisposeAsync().ConfigureAwait(false);
        _hub = null;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tails).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        Context?.Door.Dispose();
        _stop.Dispose();
    }

    private void Tail(Lane lane, long back, Action<Pipeline.Model.Pack> take)
    {
        var from = Math.Max(host.Journal.Start(lane), host.Journal.End(lane) - back);
        _tails.Add(Task.Run(() => new LaneTail(host.Journal, lane, from, take).RunAsync(_stop.Token)));
    }

    private List<Config.WebUserOptions> Users()
    {
        if (host.Options.Web.Users.Count > 0 || !host.Options.Web.Enabled) return host.Options.Web.Users;
        var admin = FirstPassword.Ensure(host.Options.Data, out var password);
        NewPassword = password;
        return [admin];
    }

    private async Task ListenAsync(RouteMap map, ILogger logger, CancellationToken cancellation)
    {
        var web = host.Options.Web;
        var files = new UiFiles();
        var headers = new SecurityHeaders(web.Tiles, web.Tls is not null);
        var handshake = web is { Enabled: true, Tls: { } tls } ? new Handshake(tls, host.Certificate!) : null;
        try
        {
            _server = await WebServer.StartAsync(web.Enabled ? web : null, handshake, host.Options.Data, map, Routes, headers, files, host.Loggers, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Kestrel makes the former of a port that is taken; of an address that is not here, or a port that needs a privilege, the latter comes.
            WebLog.CannotListen(logger, $"{web.Address}:{web.Port}", e.Message);
            _server = await WebServer.StartAsync(null, null, host.Options.Data, map, Routes, headers, files, host.Loggers, cancellation).ConfigureAwait(false);
        }

        if (_server.Endpoint is not { } endpoint) return;
        Address = $"{(web.Tls is null ? "http" : "https")}://{endpoint}/";
        WebLog.Listening(logger, Address);
        if (NewPassword is not { } password) return;
        if (host.Say is { } say) say($"web interface: {Address}  user {FirstPassword.User}  password {password}  (told this once; web.users names others)");
        else WebLog.FirstPassword(logger, FirstPassword.User, FirstPassword.PutAside(host.Options.Data, password));
    }
}
