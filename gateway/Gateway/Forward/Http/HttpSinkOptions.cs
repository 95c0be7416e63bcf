using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Forward.Http;

/// <summary>What every sink that speaks HTTP may be told.</summary>
internal abstract class HttpSinkOptions : SinkOptions
{
    /// <summary>Where the interface begins, such as <c>https://broker.city.example</c>.</summary>
    public string Url { get; set; } = "";

    public SinkTlsOptions? Tls { get; set; }

    /// <summary>For Basic authentication.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>File whose first line is a bearer token; read at each request, so that another process may renew it.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Compress requests' bodies.</summary>
    public bool Gzip { get; set; }

    /// <summary>Seconds a request may take.</summary>
    public int AnswerSeconds { get; set; } = 30;

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        if (TokenFile is not null) TokenFile = Path.GetFullPath(TokenFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) report(path + ".url", "expected an address that begins with https:// or http://");
        else if (url.UserInfo.Length > 0) report(path + ".url", "expected an address without user and password; they are keys of their own: user, passwordFile");
        else if (Tls is not null && url.Scheme == "http") report(path + ".tls", "the address says http, which has no TLS");
        if (TokenFile is not null && User is not null) report(path, "expected at most one of user, tokenFile");
        if (TokenFile is not null && !File.Exists(TokenFile)) report(path + ".tokenFile", $"there is no file {TokenFile}");
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }
}
