using SmartCity.Gateway.Web.Access;

namespace SmartCity.Gateway.Web.Http;

/// <summary>Puts routes behind the door: rate, identity, right, and no change on another site's wish.</summary>
internal sealed class RouteMap(Doorkeeper door, RequestRate rate)
{
    public void Map(IEndpointRouteBuilder endpoints, IEnumerable<WebRoute> routes)
    {
        foreach (var route in routes) endpoints.MapMethods(route.Path, [route.Method], context => EnterAsync(context, route));
    }

    private Task EnterAsync(HttpContext context, WebRoute route)
    {
        if (!rate.Allows(context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = "1";
            return Reply.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "too many requests from this address; wait a second");
        }

        var principal = door.Identify(context);
        if (route.Right == Right.None) return route.Handle(context, principal);
        if (principal is null) return Reply.ProblemAsync(context, StatusCodes.Status401Unauthorized, "log in first");
        if (principal.Right < route.Right) return Reply.ProblemAsync(context, StatusCodes.Status403Forbidden, $"{principal.Name} may look, not change");
        return Doorkeeper.IsOwnWish(context, principal)
            ? route.Handle(context, principal)
            : Reply.ProblemAsync(context, StatusCodes.Status403Forbidden, $"expected the header {Doorkeeper.CsrfHeader} with the value that the session gave");
    }
}
