using Confluent.Kafka;

namespace SmartCity.Gateway.Forward.Kafka;

/// <summary>The client library's configuration.</summary>
internal static class KafkaConfig
{
    /// <exception cref="IOException">The password's file cannot be read.</exception>
    public static ProducerConfig Of(KafkaSinkOptions options, string gateway)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = string.Join(',', options.Servers),
            ClientId = $"{gateway}-{options.Name}",
            EnableIdempotence = true,
            Acks = Acks.All,
            MessageTimeoutMs = options.AckSeconds * 1000,
            LingerMs = 5,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 2000,
            RetryBackoffMs = 100,
            CompressionType = options.Compression switch
            {
                KafkaCompression.None => CompressionType.None,
                KafkaCompression.Gzip => CompressionType.Gzip,
                KafkaCompression.Snappy => CompressionType.Snappy,
                KafkaCompression.Zstd => CompressionType.Zstd,
                _ => CompressionType.Lz4,
            },
        };
        if (options.Tls is { } tls)
        {
            config.SslCaLocation = tls.Authorities;
            config.SslCertificateLocation = tls.Certificate;
            config.SslKeyLocation = tls.Key;
        }

        config.SecurityProtocol = (options.Tls, options.User) switch
        {
            (null, null) => SecurityProtocol.Plaintext,
            (null, _) => SecurityProtocol.SaslPlaintext,
            (_, null) => SecurityProtocol.Ssl,
            _ => SecurityProtocol.SaslSsl,
        };
        if (options.User is null) return config;
        config.SaslUsername = options.User;
        config.SaslPassword = SinkPassword.Read(options.Password, options.PasswordFile);
        config.SaslMechanism = options.Sasl switch
        {
            KafkaSasl.ScramSha256 => SaslMechanism.ScramSha256,
            KafkaSasl.ScramSha512 => SaslMechanism.ScramSha512,
            _ => SaslMechanism.Plain,
        };
        return config;
    }
}
