using System.Net;

namespace SmartCity.Gateway.Web;

/// <summary>Log lines of the web interface, event ids 2200 to 2299.</summary>
internal static partial class WebLog
{
    [LoggerMessage(2200, LogLevel.Information, "Web interface at {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(2201, LogLevel.Error, "The web interface is off: {Address}: {Reason}; ingest and forwarding go on")]
    public static partial void CannotListen(ILogger logger, string address, string reason);

    [LoggerMessage(2202, LogLevel.Warning, "Login refused for {Name} from {Address}: {Reason}")]
    public static partial void LoginRefused(ILogger logger, string name, IPAddress? address, LoginRefusal reason);

    [LoggerMessage(2203, LogLevel.Information, "{Name} logged in from {Address}")]
    public static partial void LoggedIn(ILogger logger, string name, IPAddress? address);

    [LoggerMessage(2204, LogLevel.Warning, "{Name} commands {Command} {Output} {State} at {Site}/{Node}: {Outcome} ({Id})")]
    public static partial void Commanded(ILogger logger, string name, string command, string? output, string? state, string site, string node, string outcome, string id);

    [LoggerMessage(2205, LogLevel.Information, "{Name} acknowledges {Event}")]
    public static partial void Acknowledged(ILogger logger, string name, string @event);

    [LoggerMessage(2206, LogLevel.Warning, "The commands nodes, tail, events and export will not work: {Path}: {Reason}")]
    public static partial void NoLocalSocket(ILogger logger, string path, string reason);

    [LoggerMessage(2207, LogLevel.Error, "A request failed: {Method} {Path}")]
    public static partial void RequestFailed(ILogger logger, Exception fault, string method, string path);

    [LoggerMessage(2208, LogLevel.Warning, "{Name} revokes {Site}/{Node}")]
    public static partial void Revoked(ILogger logger, string name, string site, string node);

    [LoggerMessage(2209, LogLevel.Warning, "The first password of {User} is in {File} until somebody has logged in with it")]
    public static partial void FirstPassword(ILogger logger, string user, string file);

    [LoggerMessage(2210, LogLevel.Warning, "{Name} takes a support bundle")]
    public static partial void BundleTaken(ILogger logger, string name);
}

internal enum LoginRefusal
{
    WrongPassword = 0,
    TooMany,
}
