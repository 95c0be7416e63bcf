using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Cli;

/// <summary><c>journal inspect|verify|export|repair</c> on whole journals, damaged copies and a directory in use.</summary>
[TestClass]
public sealed class JournalCommandTests
{
    private const int Records = 2000, Events = 20, SegmentBytes = 64 << 10, PayloadBytes = 100;

    private static readonly JournalOptions Options = new() { SegmentBytes = SegmentBytes, MaxRecordBytes = 4096, EventReserveBytes = SegmentBytes, Linger = TimeSpan.Zero };

    private readonly string _directory = Directory.CreateTempSubdirectory("journal-cli-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task A_whole_journal_is_shown_verified_and_exported()
    {
        await WriteAsync();

        var (code, shown, _) = await RunAsync("inspect");
        Assert.AreEqual(ExitCode.Ok, code);
        StringAssert.Contains(shown, $"Data  0 to {Records} (exclusive)");
        StringAssert.Contains(shown, $"Event 0 to {Events} (exclusive)");
        StringAssert.Contains(shown, $"cursor city: {Records - 100} data, {Events} events to go");
        StringAssert.Contains(shown, ", sealed");

        (code, var verified, _) = await RunAsync("verify");
        Assert.AreEqual(ExitCode.Ok, code, verified);
        StringAssert.Contains(verified, $"{Records + Events} records in ");
        StringAssert.Contains(verified, "0 findings, 0 records lost");

        (code, var exported, _) = await RunAsync("export");
        Assert.AreEqual(ExitCode.Ok, code);
        CollectionAssert.AreEqual(Expected(Records), Sequences(exported, "data"));
        CollectionAssert.AreEqual(Expected(Events), Sequences(exported, "event"));
        (_, exported, _) = await RunAsync("export", "--lane", "event");
        Assert.IsEmpty(Sequences(exported, "data"));
    }

    [TestMethod]
    public async Task Damage_in_a_copy_is_named_and_costs_one_record_whatever_reads_it()
    {
        await WriteAsync();
        Damage(Segments()[0], SegmentBytes / 2);
        var before = Bytes();

        var (code, verified, _) = await RunAsync("verify");
        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(verified, nameof(FindingKind.DamagedRecord));
        StringAssert.Contains(verified, "1 findings, 1 records lost");
        (code, var exported, var error) = await RunAsync("export");
        Assert.AreEqual(ExitCode.Failed, code);
        Assert.HasCount(Records - 1, Sequences(exported, "data"));
        StringAssert.Contains(error, nameof(FindingKind.DamagedRecord));
        Assert.AreEqual(ExitCode.Ok, (await RunAsync("inspect")).Code);
        CollectionAssert.AreEqual(before, Bytes(), "a command that only looks has written");
    }

    [TestMethod]
    public async Task What_is_not_understood_is_moved_aside_by_repair_and_what_is_missing_stays_named()
    {
        await WriteAsync();
        var zeroed = Segments()[1];
        File.WriteAllBytes(zeroed, new byte[SegmentBytes]);
        File.WriteAllText(Path.Combine(_directory, "notes.txt"), "mine");

        var (code, repaired, _) = await RunAsync("repair");
        Assert.AreEqual(ExitCode.Ok, code, repaired);
        StringAssert.Contains(repaired, nameof(FindingKind.ZeroedSegment));
        StringAssert.Contains(repaired, nameof(FindingKind.MissingSegment));
        Assert.IsTrue(File.Exists(zeroed + ".0.aside"));
        Assert.IsTrue(File.Exists(Path.Combine(_directory, "notes.txt")));

        (code, var verified, _) = await RunAsync("verify");
        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(verified, nameof(FindingKind.MissingSegment));
        Assert.IsFalse(verified.Contains(nameof(FindingKind.ZeroedSegment), StringComparison.Ordinal), verified);
        await using var log = DurableLog.Open(new FileStorage(_directory), Options, TimeProvider.System);
        Assert.AreEqual(Records, (await log.AppendAsync(Lane.Data, 1, new byte[PayloadBytes])).Sequence);
    }

    [TestMethod]
    public async Task A_cut_file_is_read_as_far_as_it_goes_and_repaired_without_writing_on_it()
    {
        await WriteAsync();
        var name = Segments()[0];
        using (var file = File.OpenWrite(name)) file.SetLength(SegmentBytes / 2);

        Assert.AreEqual(ExitCode.Failed, (await RunAsync("verify")).Code);
        var (code, repaired, _) = await RunAsync("repair");
        Assert.AreEqual(ExitCode.Ok, code);
        StringAssert.Contains(repaired, nameof(FindingKind.TruncatedSegment));
        Assert.AreEqual(SegmentBytes / 2, new FileInfo(name).Length);
        var kept = Sequences((await RunAsync("export")).Output, "data");
        Assert.IsGreaterThan(Records / 2, kept.Count);
        Assert.AreEqual(Records - 1, kept[^1]);
    }

    [TestMethod]
    public async Task A_directory_in_use_may_be_looked_at_and_not_repaired()
    {
        await using var log = DurableLog.Open(new FileStorage(_directory), Options, TimeProvider.System);
        await FillAsync(log);

        Assert.AreEqual(ExitCode.Ok, (await RunAsync("verify")).Code);
        Assert.AreEqual(ExitCode.Ok, (await RunAsync("inspect")).Code);
        Assert.HasCount(Records, Sequences((await RunAsync("export", "--lane", "data")).Output, "data"));
        var (code, _, error) = await RunAsync("repair");
        Assert.AreEqual(ExitCode.Io, code);
        StringAssert.Contains(error, "is open in another process");
        Assert.AreEqual(Records, (await log.AppendAsync(Lane.Data, 1, new byte[PayloadBytes])).Sequence);
    }

    [TestMethod]
    public async Task A_directory_that_is_not_there_is_not_made()
    {
        var missing = Path.Combine(_directory, "elsewhere");
        var error = new StringWriter();
        Assert.AreEqual(ExitCode.Usage, await GatewayCli.RunAsync(["journal", "inspect", missing], TextWriter.Null, error));
        StringAssert.Contains(error.ToString(), missing);
        Assert.IsFalse(Directory.Exists(missing));
    }

    [TestMethod]
    [DataRow("inspect")]
    [DataRow("verify")]
    [DataRow("export")]
    [DataRow("repair")]
    public async Task A_directory_without_a_journal_is_not_taken_for_an_empty_one(string command)
    {
        File.WriteAllText(Path.Combine(_directory, "notes.txt"), "mine");

        var (code, output, error) = await RunAsync(command);

        Assert.AreEqual((ExitCode.Usage, 1), (code, Directory.GetFileSystemEntries(_directory).Length), output);
        StringAssert.Contains(error, "holds no journal");
    }

    private async Task WriteAsync()
    {
        await using var log = DurableLog.Open(new FileStorage(_directory), Options, TimeProvider.System);
        await FillAsync(log);
    }

    private static async Task FillAsync(DurableLog log)
    {
        var payload = new byte[PayloadBytes];
        var cursor = log.OpenCursor("city");
        var waiting = new List<Task<AppendResult>>();
        for (var i = 0; i < Records; i++)
        {
            BitConverter.TryWriteBytes(payload, i);
            waiting.Add(log.AppendAsync(Lane.Data, 1, payload).AsTask());
            if (i % (Records / Events) == 0) waiting.Add(log.AppendAsync(Lane.Event, 2, payload).AsTask());
        }

        foreach (var result in await Task.WhenAll(waiting)) Assert.IsTrue(result.Committed, result.Reason);
        cursor.Acknowledge(Lane.Data, 0, 100);
        Assert.IsTrue((await log.CommitAsync()).Committed);
    }

    /// <summary>Files of full segments of data, oldest first.</summary>
    private List<string> Segments()
    {
        using var view = JournalView.Open(new FileStorage(_directory), verify: false);
        return [.. view.Segments.Where(s => s is { Lane: Lane.Data, Sealed: true }).Select(s => Path.Combine(_directory, s.File))];
    }

    private static void Damage(string path, int at)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var old = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(old ^ 0x10));
    }

    private string[] Bytes() =>
        [.. Directory.GetFiles(_directory).Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];

    private static List<long> Expected(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];

    private static List<long> Sequences(string exported, string lane) =>
        [.. exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => record.GetProperty("lane").GetString() == lane && record.GetProperty("payload").GetBytesFromBase64().Length == PayloadBytes)
            .Select(record => record.GetProperty("sequence").GetInt64())];

    private async Task<(int Code, string Output, string Error)> RunAsync(string verb, params string[] more)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(["journal", verb, _directory, .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
