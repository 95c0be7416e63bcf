using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web;

/// <summary>Every route of the API; <c>openapi.json</c> describes the same, and a test holds them together.</summary>
internal static class WebRoutes
{
    public static IReadOnlyList<WebRoute> All(WebContext web) =>
    [
        .. new SessionApi(web, web.Host.Options.Web.Tls is not null).Routes,
        .. new LiveApi(web).Routes,
        .. new NodesApi(web).Routes,
        .. new EventsApi(web).Routes,
        .. new GatewayApi(web).Routes,
        .. new ConfigurationApi(web).Routes,
        .. new SupportApi(web).Routes,
        .. new RulesApi(web).Routes,
        .. new HistoryApi(web).Routes,
        .. new SensorThingsApi(web).Routes,
        OpenApiDocument.Route,
    ];
}
