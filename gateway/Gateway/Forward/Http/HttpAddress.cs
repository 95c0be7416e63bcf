namespace SmartCity.Gateway.Forward.Http;

/// <summary>What is expected of the address of an HTTP receiver.</summary>
internal static class HttpAddress
{
    /// <param name="credentials">The keys for what must not stand in the address.</param>
    /// <param name="tls">The keys of TLS are given.</param>
    /// <param name="path">Of the object that has <c>url</c> and <c>tls</c>.</param>
    public static void Check(string text, string credentials, bool tls, string path, Action<string, string> report)
    {
        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) report(path + ".url", "expected an address that begins with https:// or http://");
        else if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) report(path + ".url", "expected an address with a host and, if need be, a port up to 65535, as https://city.example:8443");
        else if (url.UserInfo.Length > 0) report(path + ".url", $"expected an address without user and password; they are keys of their own: {credentials}");
        else if (url.Query.Length + url.Fragment.Length > 0) report(path + ".url", "expected an address without ? and #; what stands behind them would not be sent");
        else if (tls && url.Scheme == Uri.UriSchemeHttp) report(path + ".tls", "the address says http, which has no TLS");
    }
}
