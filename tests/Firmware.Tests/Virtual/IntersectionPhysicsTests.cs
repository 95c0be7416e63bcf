using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class IntersectionPhysicsTests
{
    // 2026-06-01 00:00 in the city (UTC+8).
    private const long Midnight = 1_780_243_200_000;

    [TestMethod]
    public void Traffic_air_and_noise_follow_the_hours_of_the_day()
    {
        var crossing = new Intersection(11, Midnight);
        var vehicles = new long[24];
        var noise = new double[24];
        var particles = new double[24];
        for (int hour = 0; hour < 24; hour++)
        {
            long before = crossing.Approaches.Sum(a => a.Crossed);
            for (int second = 0; second < 3600; second += 10)
            {
                crossing.AdvanceTo(Midnight + (hour * 3_600_000L) + (second * 1000L));
                noise[hour] += crossing.Air.Noise / 360;
                particles[hour] += crossing.Air.Pm25 / 360;
                Assert.IsInRange(0.0, 100.0, crossing.Weather.Humidity);
                Assert.IsInRange(38.0, 95.0, crossing.Air.Noise);
                Assert.IsInRange(2.0, 250.0, crossing.Air.Pm25);
            }

            vehicles[hour] = crossing.Approaches.Sum(a => a.Crossed) - before;
        }

        Assert.IsInRange(1500L, 2400L, vehicles[8]);
        Assert.IsLessThan(vehicles[8] / 8, vehicles[3]);
        Assert.IsGreaterThan(noise[3] + 8, noise[8]);
        Assert.IsGreaterThan(particles[3], particles[18]);
    }

    [TestMethod]
    public void A_queue_builds_while_the_signal_is_red_and_leaves_at_saturation_flow()
    {
        long rush = Midnight + (8 * 3_600_000L);
        var crossing = new Intersection(11, rush);
        Approach main = crossing.Approaches[0];
        int longest = 0;
        long crossedOnRed = 0, fastest = 0;
        long last = main.Crossed;
        for (long ms = rush; ms < rush + 1_800_000; ms += 1000)
        {
            crossing.AdvanceTo(ms);
            long crossed = main.Crossed - last;
            last = main.Crossed;
            longest = Math.Max(longest, main.Queue);
            fastest = Math.Max(fastest, crossed);
            if (SignalPlan.GreenFor(0, ms / 1000.0 % SignalPlan.CycleSeconds) < 0
                && SignalPlan.GreenFor(0, ((ms / 1000.0) - 1) % SignalPlan.CycleSeconds) < 0) crossedOnRed += crossed;
        }

        Assert.AreEqual(0, crossedOnRed);
        Assert.IsInRange(5, 30, longest);
        Assert.AreEqual(1, fastest);
        Assert.IsInRange(0.2, 0.8, main.OccupiedSeconds / 1800);
    }

    [TestMethod]
    public void Light_follows_the_sun()
    {
        var crossing = new Intersection(2, Midnight);
        crossing.AdvanceTo(Midnight + 3_600_000);
        Assert.IsInRange(5.0, 50.0, crossing.Weather.Light);
        crossing.AdvanceTo(Midnight + (12 * 3_600_000));
        Assert.IsGreaterThan(20_000.0, crossing.Weather.Light);
    }
}
