using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Flash;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class FirstContactTests
{
    private static readonly NodeName Name = new("a", "ix-017");
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(56);

    [TestMethod]
    public async Task Sensors_that_warm_up_or_have_nothing_new_get_another_chance()
    {
        var (passed, output) = await RunAsync("warming-up", "timeout", "ok");

        Assert.IsTrue(passed, output);
        StringAssert.Contains(output, "sensors are warming up");
        StringAssert.Contains(output, "PASS a.ix-017");
    }

    [TestMethod]
    public async Task A_sensor_that_never_answers_and_one_with_a_fault_are_told()
    {
        var (silent, first) = await RunAsync("timeout");
        var (broken, second) = await RunAsync("i2c-nack");

        Assert.IsFalse(silent || broken);
        StringAssert.Contains(first, "FAIL a.ix-017");
        StringAssert.Contains(second, "i2c-nack");
    }

    [TestMethod]
    public async Task A_node_that_does_not_come_is_waited_for_and_then_given_up()
    {
        var (passed, output) = await RunAsync();

        Assert.IsFalse(passed);
        StringAssert.Contains(output, "has not come within 180 s");
    }

    // The node's answers to self-tests in turn, the last one for ever; none: it is not connected.
    private static async Task<(bool Passed, string Output)> RunAsync(params string[] air)
    {
        var time = new FakeTimeProvider(Start);
        var output = new StringWriter();
        var asked = 0;
        Task<FleetAnswer?> AskAsync(string line, CancellationToken cancellation)
        {
            if (line.StartsWith("live", StringComparison.Ordinal))
            {
                var node = new LiveNode("a", "ix-017", air.Length > 0, "127.0.0.1", time.GetUtcNow().ToUnixTimeMilliseconds(), 1, """{"boot":1}""", null);
                return Task.FromResult<FleetAnswer?>(new FleetAnswer(Nodes: [node]));
            }

            var state = air[Math.Min(asked++, air.Length - 1)];
            var ok = state == "ok" ? "true" : "false";
            return Task.FromResult<FleetAnswer?>(new FleetAnswer(Sent: "Sent", Outcome: $$"""{ "ok": {{ok}}, "detail": { "sensors": { "air": "{{state}}" } } }"""));
        }

        var running = new FirstContact(AskAsync, time, TextWriter.Synchronized(output)).RunAsync(Name, Start, TimeSpan.FromSeconds(180), CancellationToken.None);
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return running.IsCompleted;
        });
        return (await running, output.ToString());
    }
}
