using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using MQTTnet.Server;
using SmartCity.Peers;

namespace SmartCity.Bench.Forward;

/// <summary>A broker that notes when each pack came, and whether as live or from the backlog.</summary>
internal sealed class CountingCity(TimeProvider time) : IAsyncDisposable
{
    private readonly HashSet<long> _seen = [];
    private MqttServer? _server;

    /// <summary>Milliseconds from measuring to arrival of each live pack, in order of arrival.</summary>
    public List<(long SentMs, double LatencyMs)> Live { get; } = [];

    public long HistoricalBytes { get; private set; }

    public long LiveBytes { get; private set; }

    public int Historical { get; private set; }

    public int Repeated { get; private set; }

    public async Task<int> StartAsync()
    {
        var port = FreePort.Next();
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        _server.InterceptingPublishAsync += e =>
        {
            e.ProcessPublish = false;
            Note(e.ApplicationMessage);
            return Task.CompletedTask;
        };
        await _server.StartAsync();
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.StopAsync(new MqttServerStopOptions());
        _server?.Dispose();
    }

    private void Note(MQTTnet.MqttApplicationMessage message)
    {
        var historical = message.UserProperties.Exists(p => p.Name == "historical" && Encoding.ASCII.GetString(p.ValueBuffer.Span) == "true");
        using var json = JsonDocument.Parse(message.Payload);
        var head = json.RootElement[0];
        lock (_seen)
        {
            if (!_seen.Add(head.GetProperty("seq").GetInt64())) Repeated++;
            if (historical)
            {
                Historical++;
                HistoricalBytes += message.Payload.Length;
            }
            else
            {
                var sentMs = (long)(head.GetProperty("bt").GetDouble() * 1000);
                Live.Add((sentMs, time.GetUtcNow().ToUnixTimeMilliseconds() - sentMs));
                LiveBytes += message.Payload.Length;
            }
        }
    }
}
