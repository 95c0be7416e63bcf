using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Peers;

namespace SmartCity.Bench.Forward;

/// <summary>
/// Real engines of a city, killed under load: <c>amqp-cluster</c> (three RabbitMQ servers), <c>mqtt-nats</c> (JetStream),
/// <c>mqtt-mosquitto</c> (ended), <c>mqtt-mosquitto-killed</c>. Arguments: how many readings (200,000), <c>--json</c>.
/// </summary>
internal static class PeerBench
{
    public static Task<int> AmqpAsync(string[] args) => RunAsync(args, RabbitCluster.Program, directory => new RabbitCity(directory, nodes: 3));

    public static Task<int> NatsAsync(string[] args) => RunAsync(args, MqttCity.NatsProgram, MqttCity.Nats);

    public static Task<int> MosquittoAsync(string[] args) => RunAsync(args, MqttCity.MosquittoProgram, MqttCity.Mosquitto);

    public static Task<int> MosquittoKilledAsync(string[] args) => RunAsync(args, MqttCity.MosquittoProgram, MqttCity.MosquittoKilled);

    private static async Task<int> RunAsync(string[] args, string program, Func<string, IPeerCity> make)
    {
        if (!PeerProcess.Exists(program))
        {
            await Console.Error.WriteLineAsync($"{program} is not installed");
            return 2;
        }

        var readings = args.FirstOrDefault(arg => arg != "--json") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 200_000;
        var directory = Directory.CreateTempSubdirectory("smartcity-peer-").FullName;
        try
        {
            await using var city = make(Path.Combine(directory, "city"));
            var result = await PeerTrial.RunAsync(city, readings, directory);
            await Console.Out.WriteLineAsync(args.Contains("--json")
                ? JsonSerializer.Serialize(result, PeerJson.Default.PeerResult)
                : $"{result.City}: {result.Readings} readings in {result.Packs} packs, {result.Seconds:F0} s, server down for {result.DownSeconds:F0} s; " +
                  $"received {result.Received} after de-duplication, {result.Repeated} repeated, {result.Missing} missing, {result.OutOfOrder} out of order, {result.Replayed} asked for once more");
            return result.Passed ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerResult))]
internal sealed partial class PeerJson : JsonSerializerContext;
