using SmartCity.Peers;

namespace SmartCity.Gateway.Tests.Forward.Peers;

/// <summary>
/// Real engines of a city, killed while readings flow and started again: received is produced, in order for each node. In
/// the suite 20,000 readings, with SMARTCITY_LONG=1 200,000, as in the benches. RabbitMQ is a cluster of three in any case.
/// </summary>
[TestClass]
public sealed class PeerTests
{
    private static bool Long => Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1";

    [TestMethod, TestCategory("conformance")]
    public Task RabbitMQ_killed_under_load_and_restarted() => RunAsync(RabbitCluster.Program, directory => new RabbitCity(directory, nodes: 3));

    [TestMethod, TestCategory("conformance")]
    public Task JetStream_killed_under_load_and_restarted() => RunAsync(MqttCity.NatsProgram, MqttCity.Nats);

    [TestMethod, TestCategory("conformance")]
    public Task Mosquitto_stopped_under_load_and_restarted() => RunAsync(MqttCity.MosquittoProgram, MqttCity.Mosquitto);

    [TestMethod, TestCategory("conformance")]
    public Task Mosquitto_killed_under_load_has_what_it_forgot_once_it_is_asked_for() => RunAsync(MqttCity.MosquittoProgram, MqttCity.MosquittoKilled);

    private static async Task RunAsync(string program, Func<string, IPeerCity> make)
    {
        if (!PeerProcess.Exists(program)) Assert.Inconclusive($"{program} is not installed");

        // On a disk: servers stop taking messages when little room is left, as there is in a directory in memory.
        var directory = Directory.CreateTempSubdirectory("smartcity-peer-").FullName;
        try
        {
            await using var city = make(Path.Combine(directory, "city"));
            var result = await PeerTrial.RunAsync(city, Long ? 200_000 : 20_000, directory);
            Assert.IsTrue(result.Passed, $"{result}");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
