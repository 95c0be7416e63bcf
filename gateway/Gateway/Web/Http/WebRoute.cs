using SmartCity.Gateway.Web.Access;

namespace SmartCity.Gateway.Web.Http;

/// <summary>One route: all there is to know of it, so that access cannot be forgotten. The OpenAPI document names each.</summary>
internal sealed record WebRoute(string Method, string Path, Right Right, Func<HttpContext, Principal?, Task> Handle)
{
    public static WebRoute Get(string path, Right right, Func<HttpContext, Principal?, Task> handle) => new(HttpMethods.Get, path, right, handle);

    public static WebRoute Post(string path, Right right, Func<HttpContext, Principal?, Task> handle) => new(HttpMethods.Post, path, right, handle);
}
