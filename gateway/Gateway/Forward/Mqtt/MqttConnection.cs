using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>One connection to the receiver, from CONNECT until its first fault. Never repaired: a new one is made.</summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private MqttConnection(IMqttClient client, MqttClientConnectResult result)
    {
        Client = client;
        ReceiveMaximum = result.ReceiveMaximum is { } maximum and > 0 ? maximum : ushort.MaxValue;
        MaximumPacketSize = result.MaximumPacketSize is { } bytes and > 0 ? bytes : uint.MaxValue;
    }

    public IMqttClient Client { get; }

    /// <summary>Publishes without acknowledgement that the receiver allows at a time.</summary>
    public int ReceiveMaximum { get; }

    /// <summary>Bytes of a packet that the receiver allows.</summary>
    public uint MaximumPacketSize { get; }

    /// <summary>What the client library throws when a connection is no more, or when it was told to stop.</summary>
    public static bool IsFault(Exception e) =>
        e is MqttCommunicationException or SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    /// <summary>Connects; the failure is None when there is a connection.</summary>
    /// <param name="more">Adds to the CONNECT: a will.</param>
    /// <param name="time">Measures how long the receiver may take.</param>
    public static async Task<(MqttConnection? Connection, SendOutcome Failure)> OpenAsync(
        MqttLinkOptions options, string gateway, Action<MqttClientOptionsBuilder>? more, TimeProvider time, CancellationToken cancellation)
    {
        // The library's own bound holds only for callers that cannot cancel.
        using var patience = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var client = new MqttClientFactory().CreateMqttClient();
        string? distrust = null;
        try
        {
            var result = await client.ConnectAsync(Options(options, gateway, why => distrust = why, more), either.Token).ConfigureAwait(false);
            if (result.ResultCode == MqttClientConnectResultCode.Success) return (new MqttConnection(client, result), default);
            client.Dispose();
            var reason = $"{options.Host} refused the connection: {result.ResultCode} {result.ReasonString}".TrimEnd();
            return (null, NeedsPerson(result.ResultCode) ? SendOutcome.Final(reason) : SendOutcome.Temporary(reason));
        }
        catch (Exception e) when (e is MqttCommunicationException or SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            client.Dispose();
            cancellation.ThrowIfCancellationRequested();
            var reason = $"{options.Host}: {(patience.IsCancellationRequested ? $"no answer to CONNECT within {ConnectTimeout.TotalSeconds:F0} s" : distrust ?? Innermost(e).Message)}";
            return (null, Innermost(e) is AuthenticationException ? SendOutcome.Final(reason) : SendOutcome.Temporary(reason));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Client.IsConnected) await Client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttCommunicationException or SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It was gone already.
        }

        Client.Dispose();
    }

    private static MqttClientOptions Options(MqttLinkOptions options, string gateway, Action<string> distrust, Action<MqttClientOptionsBuilder>? more)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port > 0 ? options.Port : options.Tls is null ? 1883 : 8883)
            .WithProtocolVersion(options.Protocol == MqttVersion.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithClientId(options.ClientId ?? $"{gateway}-{options.Name}")
            .WithCleanStart()
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(ConnectTimeout);
        if (options.User is not null) builder.WithCredentials(options.User, SinkPassword.Read(options.Password, options.PasswordFile));
        if (options.Tls is { } tls) builder.WithTlsOptions(tlsBuilder => Tls(tlsBuilder, tls, options.Host, distrust));
        more?.Invoke(builder);
        return builder.Build();
    }

    private static void Tls(MqttClientTlsOptionsBuilder builder, SinkTlsOptions tls, string host, Action<string> distrust)
    {
        // The library says of a certificate only that it was rejected; whoever mends it must know why.
        builder.UseTls().WithTargetHost(host).WithCertificateValidationHandler(seen =>
        {
            if (seen.SslPolicyErrors == SslPolicyErrors.None) return true;
            distrust(SinkTlsOptions.Distrust(seen.Certificate, seen.Chain, seen.SslPolicyErrors));
            return false;
        });
        if (tls.LoadAuthorities() is { } authorities) builder.WithTrustChain(authorities);
        if (tls.LoadOwn() is { } own) builder.WithClientCertificates([own]);
    }

    private static bool NeedsPerson(MqttClientConnectResultCode code) => code is
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized or
        MqttClientConnectResultCode.Banned or MqttClientConnectResultCode.BadAuthenticationMethod or
        MqttClientConnectResultCode.ClientIdentifierNotValid or MqttClientConnectResultCode.UnsupportedProtocolVersion or
        MqttClientConnectResultCode.QoSNotSupported;

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
