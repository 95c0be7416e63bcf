using System.Globalization;

namespace SmartCity.Gateway.Forward;

/// <summary>Names of receivers' machines in a configuration.</summary>
internal static class HostName
{
    /// <summary>True for a name or an address, false for an address of the web or a name with its port.</summary>
    public static bool Is(string text) => Uri.CheckHostName(text) != UriHostNameType.Unknown;

    /// <summary>True for <c>name:port</c>.</summary>
    public static bool IsWithPort(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && Is(text[..colon]) && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    public static void Check(string host, string path, Action<string, string> report)
    {
        if (!Is(host)) report(path + ".host", "expected a name or an address, without :// and without a port");
    }
}
