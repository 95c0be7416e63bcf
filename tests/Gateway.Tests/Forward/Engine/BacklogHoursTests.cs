using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class BacklogHoursTests
{
    [TestMethod]
    [DataRow("01:00-05:00", "00:59", false)]
    [DataRow("01:00-05:00", "01:00", true)]
    [DataRow("01:00-05:00", "04:59", true)]
    [DataRow("01:00-05:00", "05:00", false)]
    [DataRow("22:30-04:00", "22:29", false)]
    [DataRow("22:30-04:00", "23:59", true)]
    [DataRow("22:30-04:00", "00:00", true)]
    [DataRow("22:30-04:00", "04:00", false)]
    [DataRow("20:00-24:00", "23:59", true)]
    [DataRow("20:00-24:00", "00:00", false)]
    [DataRow("01:00-02:00 12:00-13:00", "12:30", true)]
    [DataRow("01:00-02:00 12:00-13:00", "11:00", false)]
    public void A_window_holds_from_its_first_minute_up_to_its_last(string windows, string at, bool open)
    {
        var local = new DateTimeOffset(2026, 3, 1, int.Parse(at[..2]), int.Parse(at[3..]), 0, TimeSpan.FromHours(8));
        Assert.AreEqual(open, BacklogHours.Of(windows.Split(' ')).IsOpen(local));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1:00-5:00")]
    [DataRow("01:00")]
    [DataRow("01:00-25:00")]
    [DataRow("01:00-01:00")]
    [DataRow("24:00-01:00")]
    [DataRow("01:00-02:00-03:00")]
    [DataRow("01:00 - 05:00")]
    public void What_is_no_window_is_not_read(string text) => Assert.IsFalse(BacklogHours.TryParse(text, out _));

    [TestMethod]
    public void Without_windows_backlog_may_go_all_day() => Assert.IsNull(BacklogHours.Of([]).NextOpening(Utc("2026-03-01T12:00"), Berlin));

    // Berlin puts its clocks forward at 2026-03-29T01:00Z, from 02:00 to 03:00, and back at 2026-10-25T01:00Z, from 03:00 to 02:00.
    [TestMethod]
    [DataRow("01:00-05:00", "2026-02-28T23:30", "2026-03-01T01:00+01:00", DisplayName = "tonight")]
    [DataRow("01:00-05:00", "2026-03-01T04:00", "2026-03-02T01:00+01:00", DisplayName = "from the very end to tomorrow")]
    [DataRow("02:30-05:00", "2026-03-29T00:10", "2026-03-29T03:00+02:00", DisplayName = "begins in the hour left out: with the first minute after it")]
    [DataRow("02:15-02:45", "2026-03-29T00:10", "2026-03-30T02:15+02:00", DisplayName = "lies in the hour left out: the day after")]
    [DataRow("02:15-02:45", "2026-10-25T00:00", "2026-10-25T02:15+02:00", DisplayName = "in the hour that comes twice, the first time")]
    [DataRow("02:15-02:45", "2026-10-25T00:45", "2026-10-25T02:15+01:00", DisplayName = "and the second time")]
    [DataRow("02:15-02:45", "2026-10-25T01:45", "2026-10-26T02:15+01:00", DisplayName = "and not a third time")]
    [DataRow("01:00-05:00", "2026-03-01T01:00", null, DisplayName = "now")]
    public void The_next_opening_goes_by_the_clock_on_the_wall(string window, string now, string? opening) =>
        Assert.AreEqual(opening is null ? null : DateTimeOffset.Parse(opening, null), BacklogHours.Of([window]).NextOpening(Utc(now), Berlin));

    private static TimeZoneInfo Berlin => TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", null);
}
