using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual.Physics;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class PipelinePhysicsTests
{
    // 2026-06-01 11:00 in the city (UTC+8).
    private const long Start = 1_780_282_800_000;

    [TestMethod]
    public void Ordinary_service_stays_in_ordinary_bounds_for_a_day()
    {
        var pipe = new DistrictMain(7, Start);
        double night = 0, morning = 0;
        for (int minute = 0; minute < 24 * 60; minute++)
        {
            pipe.AdvanceTo(pipe.NowMs + 60_000);
            double hour = DayTime.Hour(pipe.NowMs);
            if (hour is > 2 and < 4) night += pipe.Main.Inflow / 120;
            if (hour is > 7 and < 9) morning += pipe.Main.Inflow / 120;
            Assert.IsInRange(250.0, 480.0, pipe.Main.Pressure);
            Assert.IsInRange(0.005, 0.075, pipe.Main.Inflow);
            Assert.IsInRange(0.1, 0.6, pipe.Chamber.Level);
            Assert.IsInRange(7.0, 11.0, pipe.Chamber.DissolvedOxygen);
            Assert.IsInRange(11.0, 14.5, pipe.Supply.Volts);
        }

        Assert.IsGreaterThan(2.5 * night, morning);
        Assert.AreEqual(pipe.InflowVolume, pipe.OutflowVolume, pipe.InflowVolume * 0.001);
    }

    [TestMethod]
    public void A_burst_drops_the_pressure_within_seconds_and_raises_the_flow_upstream_only()
    {
        var pipe = new DistrictMain(7, Start);
        pipe.AdvanceTo(Start + 600_000);
        (double pressure, double inflow, double outflow, double wall) = (pipe.Main.Pressure, pipe.Main.Inflow, pipe.Main.Outflow, pipe.Wall.Middle);

        pipe.Burst(Start + 600_000);
        pipe.AdvanceTo(Start + 605_000);

        Assert.IsLessThan(0.75 * pressure, pipe.Main.Pressure);
        Assert.IsGreaterThan(1.5 * inflow, pipe.Main.Inflow);
        Assert.IsLessThan(outflow, pipe.Main.Outflow);
        Assert.IsGreaterThan(3 * wall, pipe.Wall.Middle);

        pipe.AdvanceTo(Start + 630_000);
        Assert.AreEqual(pipe.Main.Inflow, pipe.Main.Outflow + pipe.Main.Leakage, 0.03 * pipe.Main.Inflow);
    }

    [TestMethod]
    public void A_slow_leak_shows_in_the_balance_of_the_meters_and_hardly_in_the_pressure()
    {
        var pipe = new DistrictMain(7, Start);
        pipe.AdvanceTo(Start + 60_000);
        double pressure = pipe.Main.Pressure;

        pipe.Leak(5.0 / 3600);
        double before = pipe.InflowVolume - pipe.OutflowVolume;
        pipe.AdvanceTo(Start + 3_660_000);

        Assert.AreEqual(5.0, pipe.InflowVolume - pipe.OutflowVolume - before, 0.5);
        Assert.AreEqual(pressure, pipe.Main.Pressure, 0.15 * pressure);
    }

    [TestMethod]
    public void A_closed_valve_stops_the_flow_and_open_again_restores_it()
    {
        var pipe = new DistrictMain(7, Start);
        pipe.AdvanceTo(Start + 60_000);
        double inflow = pipe.Main.Inflow;

        pipe.Main.ValveOpen = false;
        pipe.AdvanceTo(Start + 90_000);
        Assert.AreEqual(0.0, pipe.Main.Inflow, 1e-9);
        Assert.IsLessThan(20.0, pipe.Main.Pressure);

        pipe.Main.ValveOpen = true;
        pipe.AdvanceTo(Start + 150_000);
        Assert.AreEqual(inflow, pipe.Main.Inflow, 0.2 * inflow);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_day_however_often_one_looks()
    {
        var often = new DistrictMain(3, Start);
        var once = new DistrictMain(3, Start);
        for (long ms = Start; ms <= Start + 3_600_000; ms += 130) often.AdvanceTo(ms);
        often.AdvanceTo(Start + 3_600_000);
        once.AdvanceTo(Start + 3_600_000);

        Assert.AreEqual(once.Main.Head, often.Main.Head);
        Assert.AreEqual(once.InflowVolume, often.InflowVolume);
        Assert.AreEqual(once.Chamber.Methane, often.Chamber.Methane);
    }
}
