using System.Net;
using System.Security.Cryptography.X509Certificates;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.Mqtt;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>
/// The certificate of a real server for 127.0.0.1, as files: issued by an authority between, which the server sends along,
/// under one that clients trust; and a stranger, which issued nothing.
/// </summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly TempDirectory _directory = new();

    public ServerCertificate(int port)
    {
        Port = port;
        using var authority = TlsFront.Authority("the city's");
        using var stranger = TlsFront.Authority("a stranger's");
        using var between = TlsFront.Intermediate(authority, "between");
        using var server = TlsFront.Server(between, IPAddress.Loopback);
        using var key = server.GetECDsaPrivateKey()!;
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        File.WriteAllText(Stranger, stranger.ExportCertificatePem());
        File.WriteAllText(_directory.At("server.pem"), server.ExportCertificatePem() + "\n" + between.ExportCertificatePem() + "\n");
        File.WriteAllText(_directory.At("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Port for TLS.</summary>
    public int Port { get; }

    public string Authority => _directory.At("ca.pem");

    public string Stranger => _directory.At("stranger.pem");

    /// <summary>Lines of rabbitmq.conf. Source: RabbitMQ's guide on TLS.</summary>
    public string[] RabbitSettings =>
    [
        $"listeners.ssl.1 = 127.0.0.1:{Port}",
        $"ssl_options.cacertfile = {Authority}",
        $"ssl_options.certfile = {_directory.At("server.pem")}",
        $"ssl_options.keyfile = {_directory.At("server.key")}",
        "ssl_options.verify = verify_none",
    ];

    public void Dispose() => _directory.Dispose();
}
