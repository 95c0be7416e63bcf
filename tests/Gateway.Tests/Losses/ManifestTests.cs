using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Losses;

/// <summary>
/// The fifth promise: every loss is named. A gateway over a journal on the disk, a node that speaks to it over MQTT, a city
/// that keeps its books; losses of every cause are injected and appear in the manifest, one for one.
/// </summary>
[TestClass]
public sealed class ManifestTests
{
    [TestMethod]
    public async Task Losses_of_every_cause_appear_one_for_one()
    {
        using var directory = new TempDirectory();
        var city = new CitySink("city") { Refuses = pack => pack.Seq is 7 or 8 };
        await using (var rig = await StartAsync(directory, city))
        {
            var node = await rig.ConnectAsync("n1");
            for (uint seq = 0; seq < 10; seq++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(seq));

            // The node says that it dropped three packs, twice, for it did not hear that it was heard.
            const string Status = """{"state":"health","boot":1,"lost":[{"boot":1,"from":10,"to":12,"packs":3,"readings":18}],"lostUnnamed":5}""";
            for (var i = 0; i < 2; i++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/status", Status, retain: true);

            // One pack that breaks off behind its name, sent again as a node would; and one that has no name at all.
            for (var i = 0; i < 2; i++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(13)[..^3]);
            await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", "garbage");
            await Eventually.True(() => city.Received.Count == 8 && city.Losses.Count == 6);

            // While the city is away a pack's record rots.
            city.Unplugged = true;
            for (uint seq = 14; seq < 24; seq++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(seq, value: $"{seq}.25"));
        }

        Rot(directory.At("data/journal"), sequence: 4 + 10);
        city.Unplugged = false;
        await using (var rig = await StartAsync(directory, city))
        {
            await Eventually.True(() => city.Received.Count == 8 + 9 && city.Losses.Count == 7);
        }

        Assert.AreEqual("10 11 12", Numbers(LossCause.Dropped));
        Assert.AreEqual("13", Numbers(LossCause.Refused));
        Assert.AreEqual("7 8", Numbers(LossCause.Rejected));
        Assert.AreEqual("18", Numbers(LossCause.Corrupted));
        Assert.AreEqual(1, city.Losses.Count(loss => loss is { Cause: LossCause.Refused, Boot: null, Packs: 1, Node: "n1" }));
        Assert.AreEqual(1, city.Losses.Count(loss => loss is { Cause: LossCause.Dropped, Boot: null, Packs: 0, Readings: 5 }));

        var produced = Enumerable.Range(0, 24).Select(seq => (uint)seq);
        CollectionAssert.AreEqual(produced.ToArray(), city.Received.Select(key => key.Seq).Concat(city.Lost().Select(key => key.Seq)).Order().ToArray());

        string Numbers(LossCause cause) => string.Join(' ', city.Lost(cause).Select(key => key.Seq).Order());
    }

    private static Task<GatewayRig> StartAsync(TempDirectory directory, CitySink city) =>
        GatewayRig.StartOnDiskAsync(directory.At("data"), host => [new CityPart(host, city, directory.At("dead-letters"))]);

    /// <summary>Flips a bit of the pack whose value is known, in the segment of telemetry.</summary>
    private static void Rot(string journal, int sequence)
    {
        var needle = Encoding.UTF8.GetBytes("urn:dev:mac:0011223344556677:");
        foreach (var file in Directory.GetFiles(journal, "*.seg").Order())
        {
            var bytes = File.ReadAllBytes(file);
            var at = -1;
            var count = 0;
            for (var from = 0; (from = bytes.AsSpan(from).IndexOf(needle) is >= 0 and var found ? from + found : -1) >= 0; from++)
            {
                if (count++ == sequence) at = from;
            }

            if (at < 0) continue;
            bytes[at + 5] ^= 4;
            File.WriteAllBytes(file, bytes);
            return;
        }

        Assert.Fail("the record is in no segment");
    }

    private sealed class CityPart(GatewayHost host, CitySink city, string deadLetters) : IGatewayPart
    {
        private ForwardEngine? _engine;

        public async Task StartAsync(CancellationToken cancellation)
        {
            var tuning = new ForwardTuning { LingerMs = 0, RetryBaseMs = 1, RetryCapSeconds = 1 };
            _engine = await ForwardEngine.StartAsync(
                host.Journal, [new SinkBinding(city, tuning)], deadLetters, TimeProvider.System, new Random(1), NullLogger.Instance, host.Losses);
        }

        public Task StopAsync(CancellationToken cancellation) => DisposeAsync().AsTask();

        public async ValueTask DisposeAsync()
        {
            if (_engine is not null) await _engine.DisposeAsync();
            _engine = null;
        }
    }
}
