using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace SmartCity.Gateway.Forward.Amqp;

/// <summary>One connection with one confirming channel, until its first fault. Never repaired: a new one is made, perhaps at another server.</summary>
internal sealed class AmqpConnection : IAsyncDisposable
{
    private readonly IConnection _connection;

    private AmqpConnection(IConnection connection, IChannel channel) => (_connection, Channel) = (connection, channel);

    public IChannel Channel { get; }

    public bool IsOpen => _connection.IsOpen && Channel.IsOpen;

    /// <summary>Takes <c>name</c> or <c>name:port</c> apart; a port left out is the protocol's own.</summary>
    public static bool TryParse(string text, bool tls, out string host, out int port)
    {
        var colon = text.LastIndexOf(':');
        host = colon < 0 ? text : text[..colon];
        port = tls ? 5671 : 5672;
        return HostName.Is(host) && (colon < 0 || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536));
    }

    /// <summary>Connects and makes the queue; the failure is None when there is a connection.</summary>
    public static async Task<(AmqpConnection? Connection, SendOutcome Failure)> OpenAsync(AmqpSinkOptions options, string gateway, CancellationToken cancellation)
    {
        IConnection? connection = null;
        string? distrust = null;
        try
        {
            connection = await Factory(options).CreateConnectionAsync(Endpoints(options, why => distrust = why), $"{gateway}-{options.Name}", cancellation).ConfigureAwait(false);
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellation).ConfigureAwait(false);
            if (options.Queue is { } queue)
            {
                await channel.QueueDeclareAsync(
                    queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellation).ConfigureAwait(false);
            }

            return (new AmqpConnection(connection, channel), default);
        }
        catch (Exception e) when (e is RabbitMQClientException or SocketException or IOException or OperationCanceledException or TimeoutException)
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var reason = $"{string.Join(", ", options.Hosts)}: {(Cause(e) is AuthenticationException && distrust is not null ? distrust : Cause(e).Message)}";
            return (null, NeedsPerson(Cause(e)) ? SendOutcome.Final(reason) : SendOutcome.Temporary(reason));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Channel.DisposeAsync().ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RabbitMQClientException or SocketException or IOException or OperationCanceledException or TimeoutException)
        {
            // It was gone already.
        }
    }

    private static ConnectionFactory Factory(AmqpSinkOptions options) => new()
    {
        UserName = options.User,
        Password = SinkPassword.Read(options.Password, options.PasswordFile) ?? "",
        VirtualHost = options.VirtualHost,

        // The engine's back-off and this sink's own window are the recovery.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
    };

    private static List<AmqpTcpEndpoint> Endpoints(AmqpSinkOptions options, Action<string> distrust)
    {
        var endpoints = new List<AmqpTcpEndpoint>();
        foreach (var text in options.Hosts)
        {
            if (TryParse(text, options.Tls is not null, out var host, out var port)) endpoints.Add(new AmqpTcpEndpoint(host, port, Ssl(options.Tls, host, distrust)));
        }

        return endpoints;
    }

    // The library takes neither a chain's policy nor SslClientAuthenticationOptions, only a callback.
    private static SslOption Ssl(SinkTlsOptions? tls, string host, Action<string> distrust)
    {
        if (tls is null) return new SslOption();
        var ssl = new SslOption { Enabled = true, ServerName = host };
        if (tls.LoadOwn() is { } own) ssl.Certs = [own];
        ssl.CertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            if (SinkTlsOptions.Distrust(tls.ChainPolicy(), certificate, chain, errors) is not { } why) return true;
            distrust(why);
            return false;
        };
        return ssl;
    }

    // 403 access refused, 404 no such exchange, 406 the queue is of another kind, 530 no such virtual host.
    private static bool NeedsPerson(Exception e) =>
        e is AuthenticationFailureException or AuthenticationException
        || (e is OperationInterruptedException { ShutdownReason.ReplyCode: 403 or 404 or 406 or 530 });

    private static Exception Cause(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Cause(first),
        BrokerUnreachableException { InnerException: { } inner } => Cause(inner),
        _ => e,
    };
}
