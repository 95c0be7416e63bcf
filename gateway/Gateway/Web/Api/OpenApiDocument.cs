using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

/// <summary><c>/openapi.json</c>: written by hand, as built in; a test holds it to the routes.</summary>
internal static class OpenApiDocument
{
    public static WebRoute Route { get; } = WebRoute.Get("/openapi.json", Right.None, (context, _) =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Text()).AsTask();
    });

    public static byte[] Text()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
