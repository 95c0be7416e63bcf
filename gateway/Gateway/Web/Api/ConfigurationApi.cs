using SmartCity.Gateway.Config;
using SmartCity.Gateway.Operate.Reload;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

/// <summary>The configuration in force, and those it is compared with; secrets removed from all of them.</summary>
internal sealed class ConfigurationApi(WebContext web)
{
    public IEnumerable<WebRoute> Routes => [WebRoute.Get("/api/v1/configuration", Right.View, GetAsync)];

    private Task GetAsync(HttpContext context, Principal? principal)
    {
        var inForce = web.Host.Options;
        var of = context.Request.Query["of"].ToString();
        return of switch
        {
            "" => AnswerAsync(context, inForce),
            "defaults" => AnswerAsync(context, new GatewayOptions()),
            "file" => OtherAsync(context, "the configuration's file", FromFile),
            "last-good" => OtherAsync(context, "the last configuration that proved itself", LastGood),
            _ => Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, "of: expected defaults, file or last-good"),
        };
    }

    private Task OtherAsync(HttpContext context, string what, Func<(LoadedConfig? Config, IReadOnlyList<ConfigError> Faults)?> read)
    {
        if (read() is not { } found) return Reply.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no {what[4..]}: nothing to compare with");
        return found.Config is { } config
            ? AnswerAsync(context, config.Options)
            : Reply.ProblemAsync(context, StatusCodes.Status409Conflict, $"{what} is wrong: {found.Faults[0]}");
    }

    private (LoadedConfig? Config, IReadOnlyList<ConfigError> Faults)? FromFile()
    {
        if (web.Host.ConfigFile is not { } file) return null;
        return (LoadedConfig.TryLoad(file, out var faults), faults);
    }

    private (LoadedConfig? Config, IReadOnlyList<ConfigError> Faults)? LastGood()
    {
        if (web.Host.ConfigFile is not { } file || new ConfigBook(web.Host.Options.Data).Good is not { } text) return null;
        return (LoadedConfig.TryParse(text, file, out var faults), faults);
    }

    private Task AnswerAsync(HttpContext context, GatewayOptions options) =>
        Reply.JsonAsync(context, ConfigurationView.Of(options, web.Host.Options), WebJson.Default.JsonNode);
}
