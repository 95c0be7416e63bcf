using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Demo;

/// <summary>The demo's web interface: a user for this run, told on the console.</summary>
internal sealed class DemoWeb
{
    public const string User = "demo";
    private const int Port = 8080;
    private const int Characters = 10;

    // Without letters and digits that are taken for one another; ten are 49 random bits, enough for an afternoon on loopback.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public string Password { get; } = RandomNumberGenerator.GetString(Alphabet, Characters);

    public WebOptions Options(int? port) => new()
    {
        Enabled = port is not null,
        Port = port ?? 0,
        Users = [new WebUserOptions { Name = User, PasswordHash = PasswordHash.Create(Encoding.UTF8.GetBytes(Password)).ToString() }],
    };

    /// <summary>8080, or any free port where somebody else has it.</summary>
    public static int UsualPort()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            return Port;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
