using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Operate.Progress;

namespace SmartCity.Gateway.Tests.Operate.Progress;

[TestClass]
public sealed class WorkGaugeTests
{
    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public void Idleness_is_no_stall_however_long()
    {
        var gauge = Gauge();
        gauge.Enter();
        gauge.Leave();
        _time.Advance(TimeSpan.FromDays(90));

        Assert.IsFalse(gauge.Stalled);
        gauge.Enter();
        Assert.IsFalse(gauge.Stalled, "the idle time counts for nothing");
    }

    [TestMethod]
    public void Work_in_hand_of_which_nothing_is_done_is_a_stall()
    {
        var gauge = Gauge();
        gauge.Enter();
        gauge.Enter();
        _time.Advance(TimeSpan.FromSeconds(29));
        gauge.Leave();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.IsFalse(gauge.Stalled, "one of the two was done");

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsTrue(gauge.Stalled);
        gauge.Leave();
        Assert.IsFalse(gauge.Stalled);
    }

    [TestMethod]
    public void A_loop_that_never_rests_turns_or_stalls()
    {
        var gauge = Gauge();
        gauge.Enter();
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            Assert.IsFalse(gauge.Stalled);
            gauge.Step();
        }

        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.IsTrue(gauge.Stalled);
    }

    private WorkGauge Gauge() => new("loop", TimeSpan.FromSeconds(30), _time);
}
