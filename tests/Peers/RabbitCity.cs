using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using SmartCity.Gateway.Forward.Amqp;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Peers;

/// <summary>A quorum queue of a RabbitMQ cluster; the server killed is the first, to which the gateway is connected.</summary>
internal sealed class RabbitCity(string directory, int nodes) : IPeerCity
{
    private const string Queue = "readings";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly RabbitCluster _cluster = new(directory, nodes);

    public string Name => "amqp";

    public Task StartAsync() => _cluster.StartAsync();

    public SinkBinding Connect()
    {
        var options = new AmqpSinkOptions { Name = "city", Hosts = [.. _cluster.Ports.Select(port => $"127.0.0.1:{port}")], Password = "guest", Queue = Queue };
        return new SinkBinding(new AmqpSink(options, "bench", TimeProvider.System), new ForwardTuning());
    }

    public Task KillAsync()
    {
        _cluster.Kill(0);
        return Task.CompletedTask;
    }

    public Task RestartAsync() => _cluster.RestartAsync(0);

    public async Task<IReadOnlyList<PeerPack>> ReadAsync(int expected)
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = _cluster.Ports[^1] }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1000, global: false);
        var packs = new List<PeerPack>();
        var last = TimeProvider.System.GetTimestamp();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            packs.Add(Of(message.BasicProperties));
            Volatile.Write(ref last, TimeProvider.System.GetTimestamp());
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        while (TimeProvider.System.GetElapsedTime(Volatile.Read(ref last)) < Silence) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        return packs;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static PeerPack Of(IReadOnlyBasicProperties properties)
    {
        var key = properties.MessageId!.Split('/');
        return new PeerPack(key[1], uint.Parse(key[2], CultureInfo.InvariantCulture), uint.Parse(key[3], CultureInfo.InvariantCulture), (bool)properties.Headers![AmqpMessages.HistoricalHeader]!);
    }
}
