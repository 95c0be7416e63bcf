namespace SmartCity.Gateway.Web.Access;

/// <summary>Headers of every answer: no inline script or style, nothing from elsewhere (but the tiles), no framing.</summary>
internal sealed class SecurityHeaders
{
    private readonly string _policy;
    private readonly bool _tls;

    public SecurityHeaders(string? tiles, bool tls)
    {
        _tls = tls;
        var images = tiles is null ? "'self' data:" : $"'self' data: {Origin(tiles)}";
        _policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + $"img-src {images}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    public void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (_tls) headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static string Origin(string tiles) => Uri.TryCreate(tiles.Replace('{', '0').Replace('}', '0'), UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "";
}
