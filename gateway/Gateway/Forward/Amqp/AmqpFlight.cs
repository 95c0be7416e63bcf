using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace SmartCity.Gateway.Forward.Amqp;

/// <summary>
/// One batch over one channel; the acknowledgement is the publisher confirm, which a quorum queue gives once a majority
/// of its servers have the message on the disk.
/// </summary>
internal sealed class AmqpFlight(SinkBatch batch, IChannel channel, AmqpMessages messages, AmqpSinkOptions options, TimeProvider time)
    : WindowedFlight(batch, options.Queue ?? options.Exchange!, options.Window, TimeSpan.FromSeconds(options.AckSeconds), time)
{
    protected override async Task SendOneAsync(int index, CancellationToken abort)
    {
        var (routingKey, properties, body) = messages.Build(Batch[index]);
        Batch.Sent(routingKey.Length + body.Length);
        try
        {
            // Mandatory: what no queue takes comes back instead of being thrown away.
            await channel.BasicPublishAsync(options.Exchange ?? "", routingKey, mandatory: true, properties, body, abort).ConfigureAwait(false);
            Accept(index);
        }
        catch (PublishException e)
        {
            FailMessage(e.IsReturn ? $"no queue takes messages with routing key {routingKey}" : "the server refused to confirm");
        }
    }
}
