using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmartCity.Journal;
using SmartCity.Peers;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>
/// The service itself, with nodes that publish as fast as they are acknowledged, is killed again and again at a random
/// moment (SIGKILL). After each kill the journal must hold every pack that was acknowledged, and each once.
/// </summary>
[TestClass]
public sealed class Killed_under_load
{
    private const int ShortCycles = 3, LongCycles = 300, Nodes = 8, MostAcknowledged = 400;
    private const string Password = "a-secret-of-256-bits-would-be-longer";

    private readonly string _directory = Directory.CreateTempSubdirectory("killed-").FullName;

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    /// <summary>Three kills; with <c>SMARTCITY_LONG=1</c> three hundred.</summary>
    [TestMethod]
    public async Task No_acknowledged_pack_is_missing_and_none_is_there_twice()
    {
        var cycles = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? LongCycles : ShortCycles;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SMARTCITY_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        var random = new Random(seed);
        var port = FreePort.Next();
        var configuration = Configuration(port);
        var nodes = Enumerable.Range(0, Nodes).Select(i => new BusyNode("site-a", $"n{i}", Password, port)).ToList();
        var found = new FoundPacks(Path.Combine(_directory, "data", "journal"));
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            using var gateway = GatewayProcess.Start("run", "--config", configuration);
            await gateway.WaitForLineAsync(line => line.Contains("Gateway killed started", StringComparison.Ordinal));
            var enough = new Countdown(random.Next(1, MostAcknowledged));
            var publishing = nodes.ConvertAll(node => node.PublishUntilCutAsync(enough.Signal));
            await await Task.WhenAny(enough.Reached, Task.WhenAll(publishing));
            await gateway.KillAsync();
            await Task.WhenAll(publishing);

            Assert.IsTrue(enough.Reached.IsCompleted, $"seed {seed}, cycle {cycle}: a node was cut off before the kill");
            found.ReadOn();
            foreach (var node in nodes)
                Assert.AreEqual(0, found.Missing(node.Name, node.Acknowledged), $"seed {seed}, cycle {cycle}: acknowledged packs of {node.Name} are missing");
            Assert.AreEqual(0, found.Twice, $"seed {seed}, cycle {cycle}: packs are there twice");
        }

        TestContext.WriteLine($"{cycles} kills, {nodes.Sum(n => (long)n.Acknowledged)} packs acknowledged, {found.Count} found, {found.Twice} twice, 0 missing");
    }

    private string Configuration(int port)
    {
        var path = Path.Combine(_directory, "gateway.json");
        var nodes = string.Join(", ", Enumerable.Range(0, Nodes).Select(i => $$"""{ "node": "n{{i}}", "password": "{{Password}}" }"""));
        File.WriteAllText(path, $$"""
            {
              "gateway": "killed",
              "site": "site-a",
              "data": "data",
              "broker": { "listeners": [{ "address": "127.0.0.1", "port": {{port}} }] },
              "limits": { "publishesPerSecond": 100000, "publishBurst": 100000 },
              "nodes": [{{nodes}}]
            }
            """);
        return path;
    }

    private sealed class Countdown(int wanted)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Reached => _reached.Task;

        public void Signal()
        {
            if (Interlocked.Increment(ref _count) == wanted) _reached.SetResult();
        }
    }
}
