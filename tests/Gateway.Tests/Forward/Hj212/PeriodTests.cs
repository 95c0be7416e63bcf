using CsCheck;
using SmartCity.Gateway.Forward.Hj212;
using SmartCity.Gateway.Forward.Hj212.Periods;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Hj212;

[TestClass]
public sealed class PeriodTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);

    // 2026-03-01 00:00 in Beijing.
    private static readonly long Start = new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly FactorTable _factors = new([new Hj212FactorOptions { Channel = "flow1", Code = "w00000", Factor = 1 / 3.6, Decimals = 2, Cou = 0.001 }]);
    private readonly PeriodClock _clock = new(TimeSpan.FromHours(8), 10);
    private readonly LocalTimes _times = new(TimeSpan.FromHours(8));

    [TestMethod]
    public void A_day_is_the_platforms_day()
    {
        Assert.AreEqual(Start, _clock.StartMs(PeriodKind.Day, _clock.Number(PeriodKind.Day, Start)));
        Assert.AreEqual(Start - Day, _clock.StartMs(PeriodKind.Day, _clock.Number(PeriodKind.Day, Start - 1)));
    }

    [TestMethod]
    public void Statistics_are_of_valid_readings_whatever_order_they_come_in() => Gen.Double[-40, 60].Array[1, 40].Select(Gen.Int[0, 1000]).Sample((values, seed) =>
    {
        var shuffled = values.ToArray();
        new Random(seed).Shuffle(shuffled);
        var book = Book();
        foreach (var value in shuffled) book.Add(new Sample("m", "a01001", Start + 1, value, 'N'), Start);
        book.Add(new Sample("m", "a01001", Start + 2, null, 'D'), Start);
        var factor = book.Of(new PeriodKey("m", PeriodKind.Minute, _clock.Number(PeriodKind.Minute, Start))).Factors.Single();
        Assert.AreEqual((values.Min(), values.Max(), values.LongLength), (factor.Min, factor.Max, factor.Count));
        Assert.AreEqual(values.Average(), factor.Mean(Averaging.Arithmetic), 1e-9);
    });

    [TestMethod]
    public void Levels_are_averaged_by_energy_and_directions_as_vectors()
    {
        var levels = new FactorPeriod();
        levels.Add(Averaging.Energy, 60, 'N', 0);
        levels.Add(Averaging.Energy, 70, 'N', 0);
        Assert.AreEqual(67.4, levels.Mean(Averaging.Energy), 0.01);
        var wind = new FactorPeriod();
        wind.Add(Averaging.Direction, 350, 'N', 0);
        wind.Add(Averaging.Direction, 20, 'N', 0);
        Assert.AreEqual(5, wind.Mean(Averaging.Direction), 1e-6);
    }

    [TestMethod]
    public void The_sum_of_a_flow_is_over_the_time_that_was_covered()
    {
        // 36 m³/h are 10 L/s: in 40 minutes of an hour 24 m³, the 20 without readings not being invented.
        var book = Book(PeriodKind.Hour);
        for (var minute = 0; minute < 40; minute++) book.Add(new Sample("m", "w00000", Start + (minute * Minute), 10, 'N'), Start);
        Assert.AreEqual("DataTime=20260301000000;w00000-Cou=24.00,w00000-Min=10.00,w00000-Avg=10.00,w00000-Max=10.00,w00000-Flag=N", Data(book, PeriodKind.Hour, Start));
    }

    [TestMethod]
    public void A_period_without_a_valid_reading_has_no_value_but_its_mark()
    {
        var book = Book();
        book.Add(new Sample("m", "a01001", Start, null, 'B'), Start);
        Assert.AreEqual("DataTime=20260301000000;a01001-Flag=B", Data(book, PeriodKind.Minute, Start));
    }

    [TestMethod]
    public void Periods_are_due_when_over_and_settled_minute_before_hour_before_day()
    {
        var book = Book(PeriodKind.Minute, PeriodKind.Hour, PeriodKind.Day);
        book.Add(new Sample("m", "a01001", Start + Day - 1, 1, 'N'), Start + Day - 1);
        Assert.IsEmpty(book.DueAt(Start + Day + Minute - 2, Settle));
        Assert.AreEqual("Minute Hour Day", string.Join(' ', book.DueAt(Start + Day + Minute, Settle).Select(key => key.Kind)));
    }

    [TestMethod]
    public void A_late_reading_makes_its_period_due_again()
    {
        var book = Book();
        book.Add(new Sample("m", "a01001", Start, 1, 'N'), Start);
        book.MarkSent(book.DueAt(Start + (12 * Minute), Settle).Single());
        Assert.IsEmpty(book.DueAt(Start + (20 * Minute), Settle));
        book.Add(new Sample("m", "a01001", Start + 1, 3, 'N'), Start + (20 * Minute));
        Assert.IsEmpty(book.DueAt(Start + (20 * Minute), Settle));
        Assert.AreEqual(2, book.Of(book.DueAt(Start + (21 * Minute), Settle).Single()).Factors.Single().Count);
    }

    [TestMethod]
    public void The_edges_of_a_gap_wait_for_what_fills_it_and_the_rest_is_forgotten()
    {
        // Readings every minute; away from 02:05 to 08:05; a day later everything of the gap comes at once.
        var book = Book();
        for (var at = 0L; at < 24 * Hour; at += Minute)
        {
            if (at < (2 * Hour) + (5 * Minute) || at >= (8 * Hour) + (5 * Minute)) book.Add(new Sample("m", "a01001", Start + at, 1, 'N'), Start + at);
            foreach (var key in book.DueAt(Start + at, Settle)) book.MarkSent(key);
            book.Forget(Start + at);
        }

        Assert.IsLessThan(25, book.Count, "three hours of periods, the first, and the gap's edges");
        var late = Start + (24 * Hour);
        for (var at = (2 * Hour) + (5 * Minute); at < (8 * Hour) + (5 * Minute); at += Minute) book.Add(new Sample("m", "a01001", Start + at, 1, 'N'), late);
        var due = book.DueAt(late + (2 * Minute), Settle).Where(key => key.Number <= _clock.Number(PeriodKind.Minute, Start + (9 * Hour))).ToArray();
        Assert.HasCount(37, due);
        Assert.IsTrue(due.All(key => book.Of(key).Factors.Single().Count == 10), "whole, at the edges, too");
    }

    [TestMethod]
    public void A_reading_of_a_forgotten_period_does_not_make_a_new_one_of_it()
    {
        var book = Book();
        for (var at = 0L; at < 6 * Hour; at += Minute) book.Add(new Sample("m", "a01001", Start + at, 1, 'N'), Start + at);
        foreach (var key in book.DueAt(Start + (6 * Hour), Settle)) book.MarkSent(key);
        book.Forget(Start + (6 * Hour));
        book.Add(new Sample("m", "a01001", Start + Hour, 99, 'N'), Start + (6 * Hour));
        Assert.IsEmpty(book.DueAt(Start + (6 * Hour) + (2 * Minute), Settle).Where(key => key.Number == _clock.Number(PeriodKind.Minute, Start + Hour)));
    }

    [TestMethod]
    public void The_store_comes_back_as_it_was_after_a_torn_end_and_after_a_rewrite()
    {
        using var directory = new TempDirectory();
        var path = directory.At("periods");
        using (var store = new PeriodStore(path, Book()))
        {
            for (var i = 0; i < 20_000; i++)
            {
                store.Note(new PeriodNote { Journal = "j", AtMs = Start + i, Spans = [new(SmartCity.Journal.Lane.Data, i, i + 1)], Samples = [new Sample("m", "a01001", Start + (i % 600_000), i, 'N')] });
            }
        }

        Assert.IsLessThan(2_000_000, new FileInfo(path).Length);
        File.AppendAllText(path, "1234abcd {\"journal\":");
        using var again = new PeriodStore(path, Book());
        var factor = again.Book.Of(new PeriodKey("m", PeriodKind.Minute, _clock.Number(PeriodKind.Minute, Start))).Factors.Single();
        Assert.AreEqual((20_000L, 0.0, 19_999.0), (factor.Count, factor.Min, factor.Max));
    }

    private PeriodBook Book(params PeriodKind[] kinds) => new(_clock, _factors, kinds.Length == 0 ? [PeriodKind.Minute] : kinds);

    private string Data(PeriodBook book, PeriodKind kind, long timeMs)
    {
        var key = new PeriodKey("m", kind, _clock.Number(kind, timeMs));
        return new PeriodData(_factors, _times, _clock).Of(key, book.Of(key), null).Packets().Single();
    }
}
