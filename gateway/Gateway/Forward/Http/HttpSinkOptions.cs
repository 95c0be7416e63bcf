using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Forward.Http;

/// <summary>What every sink that speaks HTTP may be told.</summary>
internal abstract class HttpSinkOptions : SinkOptions, IHttpEndpoint
{
    public string Url { get; set; } = "";

    public SinkTlsOptions? Tls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? PasswordFile { get; set; }

    public string? TokenFile { get; set; }

    public bool Gzip { get; set; }

    public int AnswerSeconds { get; set; } = 30;

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        if (TokenFile is not null) TokenFile = Path.GetFullPath(TokenFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        HttpAddress.Check(Url, "user, passwordFile", Tls is not null, path, report);
        if (TokenFile is not null && User is not null) report(path, "expected at most one of user, tokenFile");
        if (TokenFile is not null && !File.Exists(TokenFile)) report(path + ".tokenFile", $"there is no file {TokenFile}");
        if (User is null && (Password ?? PasswordFile) is not null) report(path, "expected user beside the password");
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }
}
