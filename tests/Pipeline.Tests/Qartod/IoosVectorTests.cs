using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Qartod;

/// <summary>
/// Inputs and expected flags of ioos_qc's own tests (github.com/ioos/ioos_qc, tests/test_qartod.py at 9c1853a,
/// Apache-2.0): the numbers are facts, the code is ours. Left out: depth (z) spans, the WGS 84 distance and the
/// tests QARTOD has for profiles, which a fixed city sensor does not have.
/// </summary>
[TestClass]
[TestCategory("conformance")]
public sealed class IoosVectorTests
{
    private const double No = double.NaN;
    private const long Quarter = 15 * 60 * 1000;

    [TestMethod]
    [DataRow(new[] { 5.0, 10, 15, 20, 25, 30, 35, 40, 45, 51 }, new[] { 4, 3, 3, 1, 1, 1, 1, 1, 3, 4 })]
    [DataRow(new[] { No, 10, 15, 20, 25, 30, 35, 40, No, 51, No }, new[] { 9, 3, 3, 1, 1, 1, 1, 1, 9, 4, 9 })]
    public void Gross_range(double[] values, int[] expected)
    {
        var range = new GrossRange(10, 50, 20, 40);
        CollectionAssert.AreEqual(expected, values.Select(range.Evaluate).ToArray());
    }

    [TestMethod]
    [DataRow(new[] { 10, 12, 999.99, 13, 15, 40, 9, 9 }, new[] { 2, 4, 4, 4, 1, 3, 1, 2 })]
    [DataRow(new[] { -10, -12, -999.99, -13, -15, -40, -9, -9 }, new[] { 2, 4, 4, 4, 1, 3, 1, 2 })]
    [DataRow(new[] { -100.0, -99, -99, -98 }, new[] { 2, 1, 1, 2 })]
    [DataRow(new[] { 10, 12, 999.99, 13, 15, 40, 9, 9, No, 10, 10, 999.99, 10, No }, new[] { 2, 4, 4, 4, 1, 3, 1, 2, 9, 2, 4, 4, 2, 9 })]
    public void Spike_average(double[] values, int[] expected) =>
        CollectionAssert.AreEqual(expected, Spikes(values, new SpikeLimits(25, 50)));

    [TestMethod]
    public void Spike_real_data()
    {
        double[] values =
        [
            -0.189, -0.0792, -0.0122, 0.0457, 0.0671, 0.0213, -0.0488, -0.1463, -0.2438, -0.3261, -0.3871, -0.4054, -0.3932, -0.3383, -0.2804,
            -0.2347, -0.2134, -0.2347, -0.2926, -0.3597, -0.442, -0.509, 0, -0.5944, -0.57, -0.4267, -0.2926, -0.1585, -0.0945, -0.0762,
        ];
        int[] expected = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 2];
        CollectionAssert.AreEqual(expected, Spikes(values, new SpikeLimits(0.5, 1)));
    }

    private static readonly double[] Methods = [3, 4.99, 5, 6, 8, 6, 6, 6.75, 6, 6, 5.3, 6, 6, 9, 5, No, 4, 4];

    [TestMethod]
    [DataRow(0.5, 1.0, SpikeMethod.Average, new[] { 2, 3, 1, 1, 4, 3, 1, 3, 1, 1, 3, 1, 4, 4, 2, 9, 2, 2 })]
    [DataRow(0.5, 1.0, SpikeMethod.Differential, new[] { 2, 1, 1, 1, 4, 1, 1, 3, 1, 1, 3, 1, 1, 4, 2, 9, 2, 2 })]
    [DataRow(0.5, null, SpikeMethod.Average, new[] { 2, 3, 1, 1, 3, 3, 1, 3, 1, 1, 3, 1, 3, 3, 2, 9, 2, 2 })]
    [DataRow(null, 1.0, SpikeMethod.Average, new[] { 2, 1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 1, 4, 4, 2, 9, 2, 2 })]
    public void Spike_methods_and_thresholds(double? suspect, double? fail, SpikeMethod method, int[] expected) =>
        CollectionAssert.AreEqual(expected, Spikes(Methods, new SpikeLimits(suspect, fail, method)));

    [TestMethod]
    public void Spike_differential_with_all_present()
    {
        double[] values = [.. Methods];
        values[15] = 5;
        int[] expected = [2, 1, 1, 1, 4, 1, 1, 3, 1, 1, 3, 1, 1, 4, 1, 1, 1, 2];
        CollectionAssert.AreEqual(expected, Spikes(values, new SpikeLimits(0.5, 1, SpikeMethod.Differential)));
    }

    private static readonly double[] Rates = [2, 10, 2.1, 3, 4, 5, 7, 10, 0, 2, 2.2, 2, 1, 2, 3, 90, 91, 92, 93, 1, 2, 3, 4, 5];

    [TestMethod]
    public void Rate_of_change()
    {
        CollectionAssert.AreEqual((int[])[1, 3, 3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 3, 1, 1, 1, 1], RatesOf(Rates, null));
        CollectionAssert.AreEqual((int[])[1, 3, 3, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 4, 1, 1, 1, 1], RatesOf(Rates, 10 / 15.0 / 60));
        CollectionAssert.AreEqual((int[])[1, 3, 3, 1, 9, 9, 1, 1], RatesOf([2, 10, 2, 3, No, No, 7, 10], null));
        CollectionAssert.AreEqual((int[])[1, 3, 3, 1], RatesOf([-2, -10, -2, -3], null));
    }

    private static readonly double[] Flats = [1, 2, 2.0001, 2, 2.0001, 2, 2.0001, 2, 4, 5, 3, 3.0001, 3.0005, 3.00001];

    [TestMethod]
    public void Flat_line()
    {
        var limits = new FlatLineLimits(3000, 4800, 0.01);
        int[] expected = [1, 1, 1, 1, 3, 3, 4, 4, 1, 1, 1, 1, 1, 3];
        CollectionAssert.AreEqual(expected, Flat(Flats, limits, Quarter));
        CollectionAssert.AreEqual(expected, Flat([.. Flats.Select(v => -v)], limits, Quarter));
        CollectionAssert.AreEqual((int[])[1, 1, 1, 3, 3, 4, 4, 1, 1, 1, 1, 1, 3], Flat(Flats[1..], limits, Quarter));
        CollectionAssert.AreEqual(
            (int[])[1, 9, 9, 1, 3, 3, 4, 4, 1, 9, 1, 9, 9, 3],
            Flat([1, No, No, 2, 2.0001, 2, 2.0001, 2, 4, No, 3, No, No, 3.00001], limits, Quarter));
    }

    [TestMethod]
    public void Flat_line_of_short_series_and_with_a_spike()
    {
        int[] expected = [1, 1, 1, 3, 3, 4];
        for (int n = 0; n <= 6; n++)
        {
            CollectionAssert.AreEqual(expected[..n], Flat(Enumerable.Repeat(5.0, n).ToArray(), new FlatLineLimits(3, 5, 0.1), 1000));
        }

        CollectionAssert.AreEqual(
            (int[])[1, 1, 1, 3, 3, 1, 1, 1, 3, 3],
            Flat([1, 1, 1, 1, 1, 6, 5, 4, 3, 2], new FlatLineLimits(3, 6, 4), 1000));
    }

    [TestMethod]
    [DataRow(new[] { 1.0, 2, 3, 4 }, 0.75, 0.5, SpreadKind.Std, 1)]
    [DataRow(new[] { 1.0, 2, 3, 4 }, 5.0, 0.0, SpreadKind.Std, 3)]
    [DataRow(new[] { 1.0, 1, 1, 1 }, 10.0, 8.0, SpreadKind.Std, 4)]
    [DataRow(new[] { 10.0, 20, 30, 40 }, 100000.0, 1000.0, SpreadKind.Std, 4)]
    [DataRow(new[] { 10.0, 20, 30, 40 }, 50.0, 31.0, SpreadKind.Range, 4)]
    [DataRow(new[] { 10.0, 20, 30, 40 }, 31.0, 10.0, SpreadKind.Range, 3)]
    [DataRow(new[] { 3, 4, 5, 8.1, 9, 8.5, 8.7, 8.4, 8.2, 8.35, 2, 1 }, 0.15, 0.1, SpreadKind.Range, 1)]
    [DataRow(new[] { No, 2, 3, 4 }, 0.75, 0.5, SpreadKind.Std, 1)]
    [DataRow(new[] { 10.0, No, No, 40 }, 50.0, 31.0, SpreadKind.Range, 4)]
    public void Attenuated_signal_over_the_whole_series(double[] values, double suspect, double fail, SpreadKind kind, int expected)
    {
        // Without a window the reference flags all values by the whole series; that is the flag a stream ends with.
        var limits = new AttenuationLimits(suspect, fail, double.PositiveInfinity, 1, kind);
        Assert.AreEqual(expected, Attenuated(values, limits)[^1]);
    }

    [TestMethod]
    [DataRow(new[] { 1.0, 2, 3, 100, 1000 }, 100.0, 10.0, SpreadKind.Range, 0, new[] { 4, 4, 4, 3, 1 })]
    [DataRow(new[] { 1.0, 2, 3, 100, 1000 }, 100.0, 10.0, SpreadKind.Range, 2, new[] { 2, 4, 4, 3, 1 })]
    [DataRow(new[] { 1.0, No, 10, 100, 1000 }, 100.0, 50.0, SpreadKind.Range, 2, new[] { 2, 9, 2, 3, 1 })]
    [DataRow(new[] { 1.0, No, 10, 100, 1000 }, 150.0, 40.0, SpreadKind.Std, 2, new[] { 2, 9, 2, 3, 1 })]
    public void Attenuated_signal_over_a_window(double[] values, double suspect, double fail, SpreadKind kind, int least, int[] expected) =>
        CollectionAssert.AreEqual(expected, Attenuated(values, new AttenuationLimits(suspect, fail, 2 * 86400, least, kind)));

    [TestMethod]
    public void Time_gap()
    {
        long start = DateTimeOffset.Parse("2026-01-12T23:05:14Z", null).ToUnixTimeMilliseconds();
        long far = DateTimeOffset.Parse("2026-02-12T23:05:17Z", null).ToUnixTimeMilliseconds();
        long?[] good = [start, start + 1000, start + 2000, start + 3000];
        CollectionAssert.AreEqual((int[])[1, 1, 1, 1], Gaps(good, 2));
        CollectionAssert.AreEqual((int[])[1, 1, 1, 1, 4], Gaps([.. good, far], 2));
        const long shift = 3 * 3600 * 1000;
        CollectionAssert.AreEqual((int[])[4, 4, 1, 1, 4], Gaps([start, start + shift + 1000, start + shift + 2000, start + shift + 3000, far], 2.5));
        CollectionAssert.AreEqual((int[])[2, 9, 2, 1, 4], Gaps([start, null, start + shift + 2000, start + shift + 3000, far], 2.5));
    }

    [TestMethod]
    public void Location_bounds_and_steps()
    {
        CollectionAssert.AreEqual((int[])[4, 1, 4], Locations([No, 50, -60], [80, -78.5, 500.5], null));
        CollectionAssert.AreEqual((int[])[9], Locations([No], [No], null));
        CollectionAssert.AreEqual((int[])[1, 1, 1], Locations([41, 41.02, 45.05], [-71.05, -71.06, -80], null));
        CollectionAssert.AreEqual((int[])[1, 1, 3], Locations([41, 41.02, 45.05], [-71.05, -71.06, -80], 3000));
        CollectionAssert.AreEqual(
            (int[])[1, 1, 1, 1, 3],
            Locations([55.57051468, 55.57044983, 55.54106522, 55.49047089, 55.26551819], [16.35126686, 16.35320091, 16.3208847, 16.25503349, 16.0045681], 7000));
    }

    [TestMethod]
    [DataRow("2019-10-31", 55.0, 2)]
    [DataRow("2019-11-01", 55.0, 1)]
    [DataRow("2020-02-04", 55.0, 1)]
    [DataRow("2020-02-05", 55.0, 2)]
    [DataRow("2020-01-01", 49.0, 3)]
    [DataRow("2020-01-01", 50.0, 1)]
    [DataRow("2020-01-01", 60.0, 1)]
    [DataRow("2020-01-01", 61.0, 3)]
    [DataRow("2020-01-01", 39.0, 4)]
    [DataRow("2020-01-01", 40.0, 3)]
    [DataRow("2020-01-01", 70.0, 3)]
    [DataRow("2020-01-01", 71.0, 4)]
    public void Climatology_spans_include_both_ends(string date, double value, int expected)
    {
        var member = new ClimateMember([], Ms("2019-11-01"), Ms("2020-02-04"), 50, 60, 40, 70);
        Assert.AreEqual(expected, new Climatology([member], TimeSpan.Zero).Judge(Ms(date), value));
    }

    [TestMethod]
    public void Climatology_members_and_missing_values()
    {
        var climatology = new Climatology(
            [
                new ClimateMember([], Ms("2011-01-01"), Ms("2011-07-01"), 10, 20),
                new ClimateMember([], Ms("2011-07-01"), Ms("2012-01-01"), 30, 40),
                new ClimateMember([], Ms("2012-01-01"), Ms("2013-01-01"), 40, 50),
            ],
            TimeSpan.Zero);
        (string Date, double Value, int Flag)[] cases =
        [
            ("2011-01-02", 9, 3), ("2011-01-02", 11, 1), ("2011-01-02", 21, 3), ("2015-01-02", 21, 2),
            ("2012-01-02", 42, 1), ("2012-01-02", 39, 3), ("2011-01-02", No, 9),
        ];
        foreach (var (date, value, flag) in cases) Assert.AreEqual(flag, climatology.Judge(Ms(date), value), $"{date} {value}");
    }

    [TestMethod]
    [DataRow(ClimatePeriod.Month)]
    [DataRow(ClimatePeriod.Week)]
    [DataRow(ClimatePeriod.DayOfYear)]
    [DataRow(ClimatePeriod.Quarter)]
    [DataRow(ClimatePeriod.Hour)]
    public void Climatology_covers_every_part_of_the_year_exactly_once(ClimatePeriod period)
    {
        int parts = period switch { ClimatePeriod.Month => 12, ClimatePeriod.Week => 53, ClimatePeriod.DayOfYear => 366, ClimatePeriod.Quarter => 4, _ => 24 };
        int first = period == ClimatePeriod.Hour ? 0 : 1;
        for (long t = Ms("2020-01-01"); t < Ms("2021-01-01"); t += 3_600_000 * 5)
        {
            int covered = 0;
            for (int part = first; part < first + parts; part++)
            {
                var member = new ClimateMember([new PeriodSpan(period, part, part)], null, null, 10, 20);
                if (new Climatology([member], TimeSpan.Zero).Judge(t, 15) == Quality.Good) covered++;
            }

            Assert.AreEqual(1, covered);
        }
    }

    [TestMethod]
    public void Aggregate_of_flags()
    {
        int[] range = [1, 1, 1, 9, 1, 1, 9, 9];
        int[] spike = [2, 1, 1, 1, 1, 1, 9, 9];
        int[] rate = [1, 3, 3, 4, 3, 1, 2, 9];
        int[] expected = [1, 3, 3, 4, 3, 1, 2, 9];
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], Flags.Worse(Flags.Worse(range[i], spike[i]), rate[i]));
    }

    private static long Ms(string date) => DateTimeOffset.Parse(date + "T00:00:00Z", null).ToUnixTimeMilliseconds();

    private static int[] Spikes(double[] values, SpikeLimits limits)
    {
        var spike = new Spike(limits);
        return values.Append(No).Select(spike.Add).ToArray()[1..];
    }

    private static int[] RatesOf(double[] values, double? fail)
    {
        var rate = new RateOfChange(new RateLimits(5 / 15.0 / 60, fail));
        return [.. values.Select((v, i) => rate.Add(i * Quarter, v))];
    }

    private static int[] Flat(double[] values, FlatLineLimits limits, long period)
    {
        var flat = new FlatLine(limits);
        return [.. values.Select((v, i) => flat.Add(i * period, v))];
    }

    private static int[] Attenuated(double[] values, AttenuationLimits limits)
    {
        var test = new AttenuatedSignal(limits);
        return [.. values.Select((v, i) => test.Add(Ms("2019-01-01") + (i * 86_400_000L), v))];
    }

    private static int[] Gaps(long?[] times, double hours)
    {
        var gap = new TimeGap(hours * 3600);
        var flags = new List<int>();
        foreach (long? time in times)
        {
            flags.Add(gap.Add(time, out int first));
            if (first != 0) flags[0] = first;
        }

        return [.. flags];
    }

    private static int[] Locations(double[] lat, double[] lon, double? step)
    {
        var location = new Location(step);
        return [.. lat.Select((v, i) => location.Add(v, lon[i]))];
    }
}
