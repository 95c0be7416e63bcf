using System.Text;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Simulation;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class BurstStoryTests
{
    private readonly List<(double Seconds, string Topic, string Channel, double Value)> _readings = [];
    private readonly List<string> _results = [];
    private readonly PackDecoder _decoder = new();
    private readonly Pack _pack = new();

    [TestMethod]
    [DataRow(3)]
    [DataRow(8)]
    [DataRow(13)]
    public void A_burst_is_an_event_within_seconds_and_the_commanded_valve_stops_the_flow(int hour)
    {
        var city = new CitySimulation(new DateTimeOffset(2026, 6, 1, hour, 0, 0, TimeSpan.FromHours(8)), new BrokerBehaviour(), seed: 1);
        city.Broker.Taken += (topic, payload) => Take(city.Elapsed.TotalSeconds, topic, payload);
        city.Add(new VirtualNodeOptions
        {
            Identity = new NodeIdentity("xizhimen", "pn-001"),
            Profile = NodeProfile.Pipeline,
            Broker = new BrokerAddress("broker", 1883),
            Flash = new MemoryFlash(),
            Faults = FaultScript.Parse("60s pn-001 burst"),
        });
        city.At(TimeSpan.FromSeconds(75), () => city.Broker.Send(
            "sc/1/xizhimen/pn-001/cmd", Encoding.UTF8.GetBytes("""{"id":"a1","cmd":"valve","name":"valve","state":"closed"}""")));

        city.RunUntil(TimeSpan.FromSeconds(120));

        var events = _readings.Where(r => r.Topic.EndsWith("/event", StringComparison.Ordinal)).ToList();
        Assert.IsInRange(60.0, 67.0, events.First(e => e.Channel == "press").Seconds);
        Assert.IsGreaterThan(Last("flow2", 74) + 100, Last("flow1", 74));
        Assert.AreEqual("a1 True", _results.Single());
        Assert.AreEqual(0.0, Last("flow1", 119));
        Assert.AreEqual(0.0, Last("valve", 119));
    }

    private double Last(string channel, double seconds) =>
        _readings.Last(r => r.Channel == channel && r.Seconds <= seconds).Value;

    private void Take(double seconds, string topic, ReadOnlyMemory<byte> payload)
    {
        if (topic.EndsWith("/cmd/result", StringComparison.Ordinal))
        {
            using JsonDocument result = JsonDocument.Parse(payload);
            _results.Add($"{result.RootElement.GetProperty("id").GetString()} {result.RootElement.GetProperty("ok").GetBoolean()}");
        }

        if (!topic.EndsWith("/data", StringComparison.Ordinal) && !topic.EndsWith("/event", StringComparison.Ordinal)) return;
        Assert.IsTrue(_decoder.TryDecode(payload.Span, 0, _pack, out DecodeError error), error.ToString());
        foreach (ref readonly Reading r in _pack.Readings) _readings.Add((seconds, topic, r.Channel, r.Number));
    }
}
