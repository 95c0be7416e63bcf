using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Cabinet.Outputs;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Rules;

[TestClass]
public sealed class OutputTests
{
    [TestMethod]
    public async Task A_rule_switches_an_output_on_and_back_and_the_end_leaves_all_off()
    {
        var pins = new NotedPins();
        using (var bank = new OutputBank([new OutputOptions { Name = "siren", Gpio = 24 }, new OutputOptions { Name = "lamp", Gpio = 27, ActiveLow = true }], pins, NullLogger<OutputBank>.Instance))
        {
            var rule = new ThresholdRule
            {
                Id = "hot",
                Channel = "t",
                Above = 30,
                Actions = [new OutputAction { Output = "siren", ForSeconds = 20 }, new OutputAction { Output = "lamp" }, new OutputAction { Output = "none" }],
            };
            await using var desk = new RuleDesk(new PipelineOptions { Rules = [rule] }, "g1", new MemoryJournal(), new FakeTimeProvider(), NullLogger<RuleDesk>.Instance) { Outputs = bank };
            desk.Process(Packed(31, 1000), 1000);
            desk.Process(Packed(31, 30_000), 30_000);
        }

        CollectionAssert.AreEqual((string[])["open 24 low", "open 27 high", "24 high", "27 low", "24 low", "24 low", "27 high", "closed"], pins.Said.ToArray());
    }

    [TestMethod]
    public void A_machine_without_a_chip_is_told_so_in_one_line()
    {
        if (Directory.GetFiles("/dev", "gpiochip*").Length > 0) Assert.Inconclusive("this machine has a GPIO chip");
        var refusal = Assert.ThrowsExactly<IOException>(GpioPins.OpenMachine);
        StringAssert.Contains(refusal.Message, "no GPIO chip");
        StringAssert.Contains(refusal.Message, "take \"outputs\" out");
    }

    private static Pack Packed(double value, long timeMs)
    {
        var pack = new Pack { Site = "a", Node = "n1", Seq = (uint)timeMs, ReceivedMs = timeMs };
        pack.Add() = new Reading { Channel = "t", Number = value, TimeMs = timeMs, Quality = Quality.Good };
        return pack;
    }

    private sealed class NotedPins : IOutputPins
    {
        public List<string> Said { get; } = [];

        public void Open(int gpio, bool high) => Said.Add($"open {gpio} {(high ? "high" : "low")}");

        public void Write(int gpio, bool high) => Said.Add($"{gpio} {(high ? "high" : "low")}");

        public void Dispose() => Said.Add("closed");
    }
}
