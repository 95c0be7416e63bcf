using System.Text;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Hj212;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.Hj212;

[TestClass]
public sealed class Hj212SinkTests : IDisposable
{
    private const string Mn = "010000A8900016F000169DC0";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempDirectory _directory = new();

    // 2026-03-01 12:00:00 in Beijing.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public async Task Real_time_data_are_golden()
    {
        using var platform = new StubPlatform();
        await using var sink = Sink(platform);
        var pack = Batches.Pack(
            "air-1", 7, Now, Batches.Number("pm2_5", 35.24), Batches.Number("t", -3.456), Batches.Number("no2", 20.5), Batches.Number("veh1", 3),
            Batches.Missing("rh", MissingReason.Timeout), Batches.Number("o3", 999, quality: Quality.Fail, tests: (ushort)QualityTest.GrossRange));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, pack), None)).Kind);

        const string Cp = "DataTime=20260301120000;PackKey=site/air-1/1/7;a34004-Rtd=35240,a34004-Flag=N;a01001-Rtd=-3.46,a01001-Flag=N;a21004-Rtd=0.0386,a21004-Flag=N;a01002-Flag=B;a05024-Rtd=1.9600,a05024-Flag=T";
        var expected = $"QN=20260301120000000;ST=22;CN=2011;PW=123456;MN={Mn};Flag=9;CP=&&{Cp}&&";
        var frame = platform.Snapshot().Single();
        Assert.AreEqual($"##{expected.Length:D4}{expected}{Crc16.Of(Encoding.ASCII.GetBytes(expected)):X4}\r\n", Encoding.ASCII.GetString(frame.ToBytes()));
    }

    [TestMethod]
    public async Task Backlog_is_marked_in_2025_and_has_its_own_time_in_2017()
    {
        foreach (var version in new[] { Hj212Version.V2025, Hj212Version.V2017 })
        {
            using var platform = new StubPlatform();
            await using var sink = Sink(platform, options => options.Version = version);
            await sink.SendAsync(Batches.Of(0, historical: true, Batches.Pack("air-1", 1, Now - 3_600_000, Batches.Number("t", 1))), None);
            var frame = platform.Snapshot().Single();
            Assert.AreEqual(version == Hj212Version.V2025, frame.Resend);
            Assert.AreEqual("20260301110000", frame.Field("DataTime"));
        }
    }

    [TestMethod]
    public async Task A_frame_without_an_answer_is_sent_again_as_it_was()
    {
        var seen = 0;
        using var platform = new StubPlatform { Answer = _ => new StubAnswer(Answers: Interlocked.Increment(ref seen) < 3 ? 0 : 1) };
        await using var sink = Sink(platform);
        var sending = sink.SendAsync(Batches.Live(0, Batches.Pack("air-1", 1, Now, Batches.Number("t", 1))), None).AsTask();
        await AdvanceUntilAsync(() => sending.IsCompleted);
        Assert.AreEqual(FailureKind.None, (await sending).Kind);
        Assert.AreEqual(3, platform.Snapshot().Count);
        Assert.HasCount(1, platform.Snapshot().Distinct());
    }

    [TestMethod]
    public async Task A_platform_that_never_answers_is_given_up_after_the_resends()
    {
        using var platform = new StubPlatform { Answer = _ => new StubAnswer(Answers: 0) };
        await using var sink = Sink(platform);
        var sending = sink.SendAsync(Batches.Live(0, Batches.Pack("air-1", 1, Now, Batches.Number("t", 1))), None).AsTask();
        await AdvanceUntilAsync(() => sending.IsCompleted);
        Assert.AreEqual(FailureKind.Temporary, (await sending).Kind);
        Assert.AreEqual(4, platform.Snapshot().Count);
    }

    [TestMethod]
    public async Task Refusals_are_told_apart()
    {
        var rtn = 2;
        using var platform = new StubPlatform { Answer = _ => new StubAnswer(QnRtn: rtn) };
        await using var sink = Sink(platform);
        var batch = Batches.Live(0, Batches.Pack("air-1", 1, Now, Batches.Number("t", 1)));
        await sink.SendAsync(batch, None);
        Assert.AreEqual(RecordFate.Refused, batch.Fate(0));
        rtn = 3;
        Assert.AreEqual(FailureKind.Final, (await sink.SendAsync(Batches.Live(1, Batches.Pack("air-1", 2, Now, Batches.Number("t", 1))), None)).Kind);
        rtn = 9;
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(Batches.Live(2, Batches.Pack("air-1", 3, Now, Batches.Number("t", 1))), None)).Kind);
    }

    [TestMethod]
    public async Task What_is_none_of_the_platforms_is_done_with_and_an_unknown_time_is_refused()
    {
        using var platform = new StubPlatform();
        await using var sink = Sink(platform);
        var unknown = Batches.Pack("air-1", 2, Now, Batches.Number("t", 1));
        unknown.Basis = TimeBasis.Unknown;
        var batch = Batches.Live(0, Batches.Pack("other", 1, Now, Batches.Number("t", 1)), unknown, Batches.Pack("air-1", 3, Now, Batches.Number("veh1", 1)));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual("Accepted Refused Accepted", $"{batch.Fate(0)} {batch.Fate(1)} {batch.Fate(2)}");
        Assert.IsEmpty(platform.Snapshot());
    }

    [TestMethod]
    public async Task A_long_message_goes_in_numbered_packets_within_the_limits()
    {
        using var platform = new StubPlatform();
        await using var sink = Sink(platform, options => options.Factors = [.. Enumerable.Range(0, 60).Select(i => new Hj212FactorOptions { Channel = $"x{i}", Code = $"a9{i:D4}" })]);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("air-1", 1, Now, [.. Enumerable.Range(0, 60).Select(i => Batches.Number($"x{i}", i))])), None);
        var frames = platform.Snapshot();
        Assert.AreEqual("1/3 2/3 3/3", string.Join(' ', frames.Select(frame => $"{frame.Part}/{frame.Parts}")));
        Assert.IsTrue(frames.All(frame => frame.Flag == 11 && frame.Field("DataTime") == "20260301120000" && frame.ToBytes().Length <= Hj212Frame.MaxSegment + 12));
        Assert.AreEqual(60, Enumerable.Range(0, 60).Count(i => frames.Count(frame => frame.Field($"a9{i:D4}-Rtd") is not null) == 1));
    }

    [TestMethod]
    public async Task A_request_of_the_platforms_is_refused_and_data_go_on()
    {
        var request = new Hj212Frame("20260301115959000", "22", "1011", "123456", Mn, 9, "PolId=a34004");
        using var platform = new StubPlatform { Greeting = request.ToBytes() };
        await using var sink = Sink(platform);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("air-1", 1, Now, Batches.Number("t", 1))), None);
        while (platform.Snapshot().Count < 2) await Task.Yield();
        Assert.AreEqual("8", platform.Snapshot().Single(frame => frame.Cn == "9011").Field("QnRtn"));
    }

    [TestMethod]
    public async Task A_period_goes_out_by_itself_once_it_is_over_and_once_only()
    {
        using var platform = new StubPlatform();
        await using var sink = Sink(platform, options => options.RealTime = false);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("air-1", 1, Now, Batches.Number("t", 10), Batches.Number("t", 14, Now + 60_000))), None);
        await AdvanceUntilAsync(() => platform.Snapshot().Count > 0, TimeSpan.FromSeconds(10));
        var frame = platform.Snapshot().Single();
        Assert.AreEqual("2051 20260301120000 10.00 12.00 14.00 N", Words(frame));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.HasCount(1, platform.Snapshot());
    }

    [TestMethod]
    public async Task Periods_outlive_a_restart_and_what_is_sent_again_counts_once()
    {
        using var platform = new StubPlatform();
        var first = Batches.Pack("air-1", 1, Now, Batches.Number("t", 10));
        await using (var sink = Sink(platform, options => options.RealTime = false)) await sink.SendAsync(Batches.Live(0, first), None);
        await using var again = Sink(platform, options => options.RealTime = false);
        await again.SendAsync(Batches.Of(0, historical: true, first, Batches.Pack("air-1", 2, Now + 1000, Batches.Number("t", 20))), None);
        await AdvanceUntilAsync(() => platform.Snapshot().Count > 0, TimeSpan.FromSeconds(10));
        Assert.AreEqual("2051 20260301120000 10.00 15.00 20.00 N", Words(platform.Snapshot().Single()));
    }

    public void Dispose() => _directory.Dispose();

    private static string Words(Hj212Frame frame) =>
        $"{frame.Cn} {frame.Field("DataTime")} {frame.Field("a01001-Min")} {frame.Field("a01001-Avg")} {frame.Field("a01001-Max")} {frame.Field("a01001-Flag")}";

    private static long Now => new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private async Task AdvanceUntilAsync(Func<bool> holds, TimeSpan? step = null)
    {
        for (var i = 0; i < 2000 && !holds(); i++)
        {
            _time.Advance(step ?? TimeSpan.FromMilliseconds(500));
            await Task.Delay(1);
        }

        Assert.IsTrue(holds());
    }

    private Hj212Sink Sink(StubPlatform platform, Action<Hj212SinkOptions>? change = null)
    {
        var options = new Hj212SinkOptions
        {
            Name = "epb",
            Host = "127.0.0.1",
            Port = platform.Port,
            Password = "123456",
            Hourly = false,
            Daily = false,
            Stations = [new Hj212StationOptions { Site = "site", Node = "air-1", Mn = Mn }],
        };
        change?.Invoke(options);
        return new Hj212Sink(options, _directory.At("epb.periods"), _time);
    }
}
