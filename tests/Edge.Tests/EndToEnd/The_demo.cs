namespace SmartCity.Edge.Tests.EndToEnd;

[TestClass]
public sealed class The_demo
{
    private readonly string _directory = Directory.CreateTempSubdirectory("demo-").FullName;

    private string Summary => Path.Combine(_directory, "summary.json");

    private string Data => Path.Combine(_directory, "data");

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task Delivers_every_reading_once_over_an_outage()
    {
        using var demo = GatewayProcess.Start("demo", "--for", "8s", "--outage", "2s..5s", "--headless", "--summary", Summary);
        var (code, output) = await demo.FinishAsync();

        Assert.AreEqual(0, code, output);
        var account = new Account(Summary);
        account.Balances();
        Assert.IsGreaterThan(500, account["produced"]);
        Assert.AreEqual(account["produced"], account["accepted"]);
        Assert.AreEqual(account["produced"], account["journaled"]);
        Assert.AreEqual(account["produced"], account["forwarded"]);
        Assert.AreEqual(0, account.Events.GetArrayLength());
        Assert.IsGreaterThan(0, account["backlogPeak"]);
    }

    [TestMethod]
    public async Task Killed_in_an_outage_delivers_what_it_had_acknowledged_once_after_the_next_start()
    {
        using (var first = GatewayProcess.Start("demo", "--outage", "2s..10m", "--headless", "--data", Data))
        {
            await first.WaitForLineAsync(line => line.Contains("city unplugged", StringComparison.Ordinal));
            await first.WaitForLineAsync(line => line.Contains("backlog", StringComparison.Ordinal) && !line.Contains("backlog 0 ", StringComparison.Ordinal));
            await first.KillAsync();
        }

        var produced = Readings("produced");
        var received = Readings("received");
        Assert.IsLessThan(produced, received, "the outage held nothing back");

        using var second = GatewayProcess.Start("demo", "--for", "2s", "--headless", "--data", Data, "--summary", Summary);
        var (code, output) = await second.FinishAsync();

        Assert.AreEqual(0, code, output);
        var account = new Account(Summary);
        account.Balances();
        Assert.IsGreaterThan(produced, account["received"], "nothing new was produced, or something old was lost");
    }

    [TestMethod]
    public async Task A_burst_while_the_city_is_away_closes_the_valve_and_is_the_first_thing_the_city_hears()
    {
        using var demo = GatewayProcess.Start("demo", "--story", "burst", "--for", "18s", "--outage", "6s..16s", "--nodes", "2", "--headless", "--summary", Summary);
        var (code, output) = await demo.FinishAsync();

        Assert.AreEqual(0, code, output);
        var account = new Account(Summary);
        account.Balances();
        Assert.IsGreaterThan(0, account["backlogPeak"]);
        var burst = account.Events.EnumerateArray().Single();
        Assert.AreEqual("burst", burst.GetProperty("kind").GetString());
        Assert.AreEqual("pn-001", burst.GetProperty("node").GetString());
        Assert.IsGreaterThanOrEqualTo(0.0, burst.GetProperty("raisedAfterSeconds").GetDouble(), "not before the main burst");
        Assert.IsTrue(burst.GetProperty("commandConfirmed").GetBoolean());
        Assert.IsTrue(burst.GetProperty("arrivedBeforeBacklog").GetBoolean());
    }

    [TestMethod]
    public async Task Nodes_whose_time_runs_faster_lose_nothing()
    {
        using var demo = GatewayProcess.Start("demo", "--for", "4s", "--speed", "30", "--nodes", "4", "--headless", "--summary", Summary);
        var (code, output) = await demo.FinishAsync();

        Assert.AreEqual(0, code, output);
        var account = new Account(Summary);
        account.Balances();
        Assert.IsGreaterThan(3_000, account["produced"]);
    }

    [TestMethod]
    [DataRow("--nodes", "0", "--nodes: expected 1 to 500")]
    [DataRow("--for", "soon", "'soon': expected a duration")]
    [DataRow("--outage", "12s..5s", "'12s..5s': expected a span")]
    [DataRow("--speed", "0", "--speed: expected 0.1 to 200")]
    public async Task A_wrong_argument_is_named_with_what_was_expected(string option, string value, string message)
    {
        var error = new StringWriter();
        var code = await SmartCity.Gateway.Cli.GatewayCli.RunAsync(["demo", option, value], TextWriter.Null, error);

        Assert.AreEqual(SmartCity.Gateway.Cli.ExitCode.Usage, code);
        StringAssert.Contains(error.ToString(), message);
    }

    [TestMethod]
    public async Task A_ledger_that_is_none_is_named_with_its_line_and_nothing_is_overwritten()
    {
        var ledger = Path.Combine(Data, "ledger", "produced.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(ledger)!);
        await File.WriteAllTextAsync(ledger, "hello\n");
        var error = new StringWriter();
        var code = await SmartCity.Gateway.Cli.GatewayCli.RunAsync(["demo", "--for", "1s", "--headless", "--data", Data], TextWriter.Null, error);

        Assert.AreEqual(SmartCity.Gateway.Cli.ExitCode.Io, code);
        StringAssert.Contains(error.ToString(), "produced.txt:1: expected 'site node boot seq readings'");
        Assert.DoesNotContain("   at ", error.ToString());
        Assert.AreEqual("hello\n", await File.ReadAllTextAsync(ledger));
    }

    private long Readings(string end) => File.ReadLines(Path.Combine(Data, "ledger", end + ".txt"))
        .Select(line => line.Split(' '))
        .Where(part => part.Length == 5)
        .Sum(part => long.Parse(part[4], System.Globalization.CultureInfo.InvariantCulture));
}
