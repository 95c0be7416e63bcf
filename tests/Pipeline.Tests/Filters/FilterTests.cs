using SmartCity.Pipeline.Filters;

namespace SmartCity.Pipeline.Tests.Filters;

[TestClass]
public sealed class FilterTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 500;

    [TestMethod]
    public void Lines_between_the_points_a_swinging_door_keeps_are_within_epsilon_of_every_value_left_out()
    {
        long left = 0;
        long kept = 0;
        for (int seed = 0; seed < Traces; seed++)
        {
            var (times, values, epsilon) = Trace(seed);
            var points = Compress(times, values, epsilon, seed % 3 == 0 ? 5 : 1e9);
            Assert.AreEqual((times[0], values[0]), points[0], "the first point");
            Assert.AreEqual((times[^1], values[^1]), points[^1], "the last point");
            int p = 0;
            for (int i = 0; i < times.Length; i++)
            {
                while (points[p + 1].TimeMs < times[i]) p++;
                var (a, b) = (points[p], points[p + 1]);
                double line = a.Value + ((b.Value - a.Value) * (times[i] - a.TimeMs) / (b.TimeMs - a.TimeMs));
                if (Math.Abs(line - values[i]) > (epsilon * (1 + 1e-9)) + 1e-9) Assert.Fail($"seed {seed}, point {i}: {line} for {values[i]} with {epsilon}");
            }

            kept += points.Count;
            left += times.Length - points.Count;
        }

        Assert.IsGreaterThan(kept, left, "it also compresses");
    }

    [TestMethod]
    public void Holding_what_a_deadband_lets_pass_is_within_its_width_and_a_heartbeat_always_comes()
    {
        for (int seed = 0; seed < Traces; seed++)
        {
            var (times, values, width) = Trace(seed);
            var band = new Deadband(width, 20);
            double last = double.NaN;
            long lastMs = 0;
            for (int i = 0; i < times.Length; i++)
            {
                if (band.Pass(times[i], values[i])) (last, lastMs) = (values[i], times[i]);
                if (Math.Abs(last - values[i]) > width || times[i] - lastMs >= 20_000) Assert.Fail($"seed {seed}, point {i}");
            }
        }
    }

    [TestMethod]
    public void A_window_ends_on_the_hop_and_sums_up_what_lies_in_it()
    {
        var window = new SlidingWindow(60, 30);
        var ends = new List<WindowSummary>();
        for (int s = 1; s <= 121; s++)
        {
            if (window.Add(s * 1000, s, out var summary)) ends.Add(summary);
        }

        Assert.HasCount(4, ends);
        Assert.AreEqual(new WindowSummary(30_000, 30, 1, 30, 15.5, 28.55, 30), ends[0] with { P95 = Math.Round(ends[0].P95, 9) });
        Assert.AreEqual(new WindowSummary(90_000, 60, 31, 90, 60.5, 87.05, 90), ends[2] with { P95 = Math.Round(ends[2].P95, 9), Mean = Math.Round(ends[2].Mean, 9) });
    }

    [TestMethod]
    public void A_rate_limit_passes_one_in_its_time()
    {
        var limit = new RateLimit(10);
        int[] passed = [.. Enumerable.Range(0, 35).Where(s => limit.Pass(s * 1000))];
        CollectionAssert.AreEqual((int[])[0, 10, 20, 30], passed);
    }

    [TestMethod]
    [DataRow(20.0, "Cel", "K", 293.15)]
    [DataRow(212.0, "[degF]", "Cel", 100.0)]
    [DataRow(4.0, "bar", "kPa", 400.0)]
    [DataRow(0.036, "m3/s", "m3/h", 129.6)]
    [DataRow(10.0, "L/s", "m3/h", 36.0)]
    [DataRow(1.0, "mg/m3", "ug/m3", 1000.0)]
    public void Units_convert_there_and_back(double value, string from, string to, double expected)
    {
        Assert.IsTrue(UnitConversion.TryConvert(value, from, to, out double there));
        Assert.AreEqual(expected, there, 1e-9);
        Assert.IsTrue(UnitConversion.TryConvert(there, to, from, out double back));
        Assert.AreEqual(value, back, 1e-9);
    }

    [TestMethod]
    public void Units_of_different_kinds_do_not_convert() =>
        Assert.IsFalse(UnitConversion.TryConvert(1, "Cel", "kPa", out _) || UnitConversion.TryConvert(1, "furlong", "m", out _));

    private static (long[] Times, double[] Values, double Epsilon) Trace(int seed)
    {
        var random = new Random(seed);
        int count = 2 + random.Next(100);
        var times = new long[count];
        var values = new double[count];
        double drift = random.NextDouble() - 0.5;
        for (int i = 0; i < count; i++)
        {
            times[i] = (i == 0 ? 0 : times[i - 1]) + 1 + random.Next(2000);
            double jump = random.Next(20) == 0 ? random.Next(-50, 50) : 0;
            values[i] = (i == 0 ? 0 : values[i - 1]) + jump + (random.NextDouble() - 0.5) + drift;
        }

        return (times, values, 0.1 + (random.NextDouble() * 3));
    }

    private static List<(long TimeMs, double Value)> Compress(long[] times, double[] values, double epsilon, double longest)
    {
        var door = new SwingingDoor(epsilon, longest);
        var points = new List<(long, double)>();
        for (int i = 0; i < times.Length; i++)
        {
            if (door.Add(times[i], values[i], out long ms, out double v)) points.Add((ms, v));
        }

        if (door.Flush(out long lastMs, out double last)) points.Add((lastMs, last));
        return points;
    }
}
