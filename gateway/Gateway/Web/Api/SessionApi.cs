using System.Net;
using System.Reflection;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

internal sealed record LoginRequest(string User, string Password);

/// <summary>Who is logged in, and on what gateway.</summary>
/// <param name="User">Null: nobody.</param>
/// <param name="Csrf">To be sent in <c>X-CSRF-Token</c> with every POST.</param>
internal sealed record SessionAnswer(string? User, bool ReadOnly, string? Csrf, string? Gateway, string? Version, long Now, string? Tiles);

/// <summary>Logging in and out.</summary>
internal sealed class SessionApi(WebContext web, bool tls)
{
    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/session", Right.None, GetAsync),
        WebRoute.Post("/api/v1/login", Right.None, LoginAsync),
        WebRoute.Post("/api/v1/logout", Right.View, LogoutAsync),
    ];

    private static string Version { get; } = typeof(SessionApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private Task GetAsync(HttpContext context, Principal? principal) => AnswerAsync(context, principal);

    private async Task LoginAsync(HttpContext context, Principal? before)
    {
        // A login from another site's page would be for somebody else's account.
        if (context.Request.Headers.Origin.FirstOrDefault() is { } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != context.Request.Host.Value))
        {
            await Reply.ProblemAsync(context, StatusCodes.Status403Forbidden, "this login comes from another site's page").ConfigureAwait(false);
            return;
        }

        if (await Reply.ReadAsync(context, WebJson.Default.LoginRequest).ConfigureAwait(false) is not { } login) return;
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var (result, cookie, session) = await web.Door.LoginAsync(address, login.User ?? "", login.Password ?? "", context.RequestAborted).ConfigureAwait(false);
        switch (result)
        {
            case LoginResult.Welcome:
                WebLog.LoggedIn(web.Logger, session!.User, address);
                if (session.User == FirstPassword.User) FirstPassword.Forget(web.Host.Options.Data);
                context.Response.Cookies.Append(Doorkeeper.Cookie, cookie!, Cookie());
                await AnswerAsync(context, new Principal(session.User, session.Right, session)).ConfigureAwait(false);
                break;
            case LoginResult.TooMany:
                WebLog.LoginRefused(web.Logger, Printable(login.User), address, LoginRefusal.TooMany);
                context.Response.Headers.RetryAfter = "60";
                await Reply.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "too many wrong passwords from this address; wait a minute").ConfigureAwait(false);
                break;
            default:
                WebLog.LoginRefused(web.Logger, Printable(login.User), address, LoginRefusal.WrongPassword);
                await Reply.ProblemAsync(context, StatusCodes.Status401Unauthorized, "wrong name or password").ConfigureAwait(false);
                break;
        }
    }

    private Task LogoutAsync(HttpContext context, Principal? principal)
    {
        web.Door.Sessions.Close(context.Request.Cookies[Doorkeeper.Cookie]);
        context.Response.Cookies.Delete(Doorkeeper.Cookie, Cookie());
        return AnswerAsync(context, null);
    }

    private Task AnswerAsync(HttpContext context, Principal? principal) => Reply.JsonAsync(
        context,
        principal is null
            ? new SessionAnswer(null, true, null, null, null, web.NowMs, null)
            : new SessionAnswer(principal.Name, principal.Right < Right.Operate, principal.Session?.Csrf, web.Host.Options.Gateway, Version, web.NowMs, web.Host.Options.Web.Tiles),
        WebJson.Default.SessionAnswer);

    private CookieOptions Cookie() => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = tls, Path = "/" };

    private static string Printable(string? name) => new([.. (name ?? "").Take(40).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
}
