using System.Buffers;
using MQTTnet;
using MQTTnet.Protocol;
using SmartCity.Gateway.Forward.Mqtt;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>
/// One connection of the edge node, from CONNECT with its death as the will until its first fault: the birth sequence,
/// the seq of all messages, and what a host commands. Sparkplug's messages have QoS 0; a round trip after them shows that
/// the server, which takes a connection's packets in order, has taken them all.
/// </summary>
internal sealed class SparkplugSession : IAsyncDisposable
{
    private readonly MqttConnection _connection;
    private readonly SparkplugTopics _topics;
    private readonly Devices _devices;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _born = new(StringComparer.Ordinal);
    private readonly int _bdSeq;
    private readonly HostState _host;
    private volatile bool _rebirth;
    private volatile bool _hostGone;
    private int _next;

    private SparkplugSession(MqttConnection connection, SparkplugTopics topics, Devices devices, HostState host, int bdSeq, TimeProvider time)
    {
        _connection = connection;
        _topics = topics;
        _devices = devices;
        _host = host;
        _bdSeq = bdSeq;
        _time = time;
        connection.Client.ApplicationMessageReceivedAsync += TakeAsync;
    }

    /// <summary>The birth of the edge node was published.</summary>
    public bool Born { get; private set; }

    /// <summary>False when there must be a new one: the connection broke, or the primary host went away.</summary>
    public bool IsOpen => _connection.Client.IsConnected && !_hostGone;

    /// <summary>Bytes of all messages with their topics.</summary>
    public long SentBytes { get; private set; }

    /// <summary>Bytes of a packet that the server allows.</summary>
    public uint MaximumPacketSize => _connection.MaximumPacketSize;

    public static async Task<(SparkplugSession? Session, SendOutcome Failure)> OpenAsync(
        SparkplugSinkOptions options, SparkplugTopics topics, Devices devices, HostState host, int bdSeq, string gateway, TimeProvider time, CancellationToken cancellation)
    {
        host.Forget();
        var death = PayloadWriter.Write(SparkplugMessages.NodeDeath(Now(time), bdSeq));
        var (connection, failure) = await MqttConnection.OpenAsync(options, gateway, builder => builder
            .WithWillTopic(topics.NodeDeath).WithWillPayload(death).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithWillRetain(false), time, cancellation).ConfigureAwait(false);
        if (connection is null) return (null, failure);
        var session = new SparkplugSession(connection, topics, devices, host, bdSeq, time);
        try
        {
            var filters = new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(topics.NodeCommand, MqttQualityOfServiceLevel.AtLeastOnce)
                .WithTopicFilter(topics.DeviceCommands, MqttQualityOfServiceLevel.AtLeastOnce);
            if (topics.State is { } state) filters.WithTopicFilter(state, MqttQualityOfServiceLevel.AtLeastOnce);
            await connection.Client.SubscribeAsync(filters.Build(), cancellation).ConfigureAwait(false);
            return (session, default);
        }
        catch (Exception e) when (MqttConnection.IsFault(e))
        {
            await session.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return (null, SendOutcome.Temporary($"{options.Host}: {e.Message}"));
        }
    }

    /// <summary>Publishes the births that are due: of the edge node and all devices after connecting and when a host asked for it.</summary>
    public async Task BearAsync(CancellationToken cancellation)
    {
        if (Born && !_rebirth) return;
        _rebirth = false;
        _next = 1;
        _born.Clear();
        await PublishAsync(_topics.NodeBirth, SparkplugMessages.NodeBirth(Now(_time), _bdSeq), cancellation).ConfigureAwait(false);
        Born = true;
        foreach (var device in _devices.All.Where(device => !device.Absent)) await BearAsync(device, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Publishes the death of each device that is absent, also when late data brought it to the world once more, and the
    /// birth of each that is back without data.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        foreach (var device in _devices.All)
        {
            if (device.Absent && _born.Remove(device.Id))
            {
                await PublishAsync(_topics.DeviceDeath(device.Id), SparkplugMessages.DeviceDeath(Now(_time), NextSeq()), cancellation).ConfigureAwait(false);
            }
            else if (!device.Absent && !_born.Contains(device.Id))
            {
                await BearAsync(device, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Publishes a pack as data of its device, which is born before if it is new or has new metrics.</summary>
    public async Task SendAsync(SinkRecord record, Device device, bool changed, CancellationToken cancellation)
    {
        if (changed || !_born.Contains(device.Id)) await BearAsync(device, cancellation).ConfigureAwait(false);
        await PublishAsync(_topics.DeviceData(device.Id), SparkplugMessages.DeviceData(device, record, Now(_time), NextSeq()), cancellation).ConfigureAwait(false);
    }

    /// <summary>Returns once the server has taken everything that was published.</summary>
    public Task FenceAsync(CancellationToken cancellation) => _connection.Client.PingAsync(cancellation);

    /// <summary>Says goodbye: a server does not publish the will of a client that disconnects in order.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection.Client.IsConnected)
            {
                var death = PayloadWriter.Write(SparkplugMessages.NodeDeath(Now(_time), _bdSeq));
                await _connection.Client.PublishAsync(Message(_topics.NodeDeath, death, MqttQualityOfServiceLevel.AtLeastOnce)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (MqttConnection.IsFault(e))
        {
            // Then the server publishes the will.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private Task BearAsync(Device device, CancellationToken cancellation)
    {
        _born.Add(device.Id);
        return PublishAsync(_topics.DeviceBirth(device.Id), SparkplugMessages.DeviceBirth(device, Now(_time), NextSeq()), cancellation);
    }

    private async Task PublishAsync(string topic, SparkplugPayload payload, CancellationToken cancellation)
    {
        var bytes = PayloadWriter.Write(payload);
        SentBytes += topic.Length + bytes.Length;
        await _connection.Client.PublishAsync(Message(topic, bytes, MqttQualityOfServiceLevel.AtMostOnce), cancellation).ConfigureAwait(false);
    }

    private static MqttApplicationMessage Message(string topic, byte[] payload, MqttQualityOfServiceLevel quality) =>
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(quality).WithRetainFlag(false).Build();

    private int NextSeq()
    {
        var seq = _next;
        _next = (_next + 1) & 0xFF;
        return seq;
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (message.Topic == _topics.State) _hostGone |= _host.Take(message.Payload.ToArray());
        else if (message.Topic == _topics.NodeCommand && IsRebirth(message.Payload.ToArray())) _rebirth = true;
        return Task.CompletedTask;
    }

    private static bool IsRebirth(byte[] payload) =>
        PayloadReader.TryRead(payload)?.Metrics.Exists(metric => metric.Name == SparkplugMessages.Rebirth && metric.Value is { Type: SparkplugType.Boolean, Integer: 1 }) == true;

    private static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();
}
