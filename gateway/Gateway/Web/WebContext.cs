using SmartCity.Gateway.History;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Web;

/// <summary>What the handlers of the API stand on.</summary>
internal sealed record WebContext(GatewayHost Host, LiveBoard Board, EventBook Events, LiveHub Hub, PulseMeter Meter, Doorkeeper Door, LogRing Logs, HistoryStore? History, ILogger Logger)
{
    public long NowMs => Host.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
