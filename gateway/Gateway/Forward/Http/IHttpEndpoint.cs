namespace SmartCity.Gateway.Forward.Http;

/// <summary>An address that is spoken to by HTTP, and with what credentials.</summary>
internal interface IHttpEndpoint
{
    /// <summary>Where the interface begins, such as <c>https://broker.city.example</c>.</summary>
    string Url { get; }

    SinkTlsOptions? Tls { get; }

    /// <summary>For Basic authentication.</summary>
    string? User { get; }

    string? Password { get; }

    /// <summary>File whose first line is the password.</summary>
    string? PasswordFile { get; }

    /// <summary>File whose first line is a bearer token; read at each request, so that another process may renew it.</summary>
    string? TokenFile { get; }

    /// <summary>Compress requests' bodies.</summary>
    bool Gzip { get; }

    /// <summary>Seconds a request may take.</summary>
    int AnswerSeconds { get; }
}
