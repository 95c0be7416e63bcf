using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Config;

/// <summary>A collector of OpenTelemetry that is sent the gateway's metrics (OTLP over HTTP).</summary>
internal sealed class OtlpOptions : IHttpEndpoint
{
    /// <summary>The collector's address without <c>/v1/metrics</c>, such as <c>http://collector.city.example:4318</c>.</summary>
    public string Url { get; set; } = "";

    public SinkTlsOptions? Tls { get; set; }

    /// <summary>File whose first line is a bearer token; read at each request.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Compress requests' bodies.</summary>
    public bool Gzip { get; set; } = true;

    /// <summary>Seconds a request may take.</summary>
    public int AnswerSeconds { get; set; } = 10;

    /// <summary>Seconds from one export to the next.</summary>
    public int EverySeconds { get; set; } = 60;

    string? IHttpEndpoint.User => null;

    string? IHttpEndpoint.Password => null;

    string? IHttpEndpoint.PasswordFile => null;

    public void MakePathsAbsolute(string directory)
    {
        if (TokenFile is not null) TokenFile = Path.GetFullPath(TokenFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public void Check(string path, Action<string, string> report)
    {
        HttpAddress.Check(Url, "tokenFile", Tls is not null, path, report);
        if (TokenFile is not null && !File.Exists(TokenFile)) report(path + ".tokenFile", $"there is no file {TokenFile}");
        Tls?.Check(path + ".tls", report);
    }
}
