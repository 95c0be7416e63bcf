using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace SmartCity.Gateway.Web.Http;

/// <summary>The built interface, carried gzipped in the assembly as <c>ui/…</c>; without it a page that says so.</summary>
internal sealed class UiFiles
{
    private const string Prefix = "ui/";
    private const string Suffix = ".gz";

    private readonly Dictionary<string, (byte[] Gzip, string Type, string Tag)> _files = [];

    public UiFiles()
        : this(typeof(UiFiles).Assembly)
    {
    }

    private UiFiles(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var path = name[Prefix.Length..^Suffix.Length].Replace('\\', '/');
            _files["/" + path] = (bytes, Type(path), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
        }
    }

    /// <summary>False: built where there was no Node.js.</summary>
    public bool Present => _files.Count > 0;

    public Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value is null or "/" ? "/index.html" : context.Request.Path.Value;
        if (!Present && path == "/index.html") return AbsentAsync(context);
        if (!_files.TryGetValue(path, out var file)) return Reply.ProblemAsync(context, StatusCodes.Status404NotFound, "there is nothing here");

        var response = context.Response;
        response.ContentType = file.Type;
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";

        // Files under assets/ carry a hash of their content in their name.
        response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase) ? ZippedAsync(response, file.Gzip) : PlainAsync(response, file.Gzip);
    }

    private static Task ZippedAsync(HttpResponse response, byte[] gzip)
    {
        response.Headers.ContentEncoding = "gzip";
        response.ContentLength = gzip.Length;
        return response.Body.WriteAsync(gzip).AsTask();
    }

    private static async Task PlainAsync(HttpResponse response, byte[] gzip)
    {
        using var source = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        await source.CopyToAsync(response.Body).ConfigureAwait(false);
    }

    private static Task AbsentAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            "<!doctype html><html lang=\"en\"><title>SmartCity.Edge</title><h1>The web interface was left out of this build</h1>"
            + "<p>It is built where Node.js 20 or newer and npm are found. The API is here all the same: <a href=\"/openapi.json\">openapi.json</a>.</p></html>");
    }

    private static string Type(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" or ".webmanifest" => "application/json",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
