using System.Net;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Http;
using SmartCity.Gateway.Operate.Metrics;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Hardware;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Operate.Metrics;

[TestClass]
public sealed class OperationsEndpointsTests
{
    [TestMethod]
    public async Task A_running_gateway_is_live_ready_and_tells_its_numbers()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        await using var host = await StartAsync(directory, log);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host.Parts.OfType<OperatePart>().Single().Endpoint}") };

        Assert.AreEqual("ok\n", await http.GetStringAsync("/health/live"));
        Assert.AreEqual("ok\n", await http.GetStringAsync("/health/ready"));
        var second = new FleetNode { Site = "a", Node = "n2" };
        host.Fleet.Store.Nodes.Describe(second);
        host.Fleet.Store.Nodes.Admit(second, NodeSecret.Hash("provisioned"), null, 1);
        await host.Fleet.ApplyAsync("a", "n2");
        var text = await http.GetStringAsync("/metrics");
        foreach (var line in (string[])["smartcity_node_up{site=\"a\",node=\"n1\"} 0", "smartcity_node_up{site=\"a\",node=\"n2\"} 0", "smartcity_sink_backlog_packs{sink=\"archive\"} 0", "smartcity_journal_writable 1", "smartcity_card_endurance_bytes 32000000000000"])
        {
            StringAssert.Contains(text, line + "\n");
        }

        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        await host.StopAsync();
    }

    [TestMethod]
    [DataRow("taken")]
    [DataRow("192.0.2.1:9464")]
    public async Task A_gateway_without_its_port_works_and_says_so(string listen)
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        await using var first = await StartAsync(directory, log);
        var taken = first.Parts.OfType<OperatePart>().Single().Endpoint!;
        using var other = new TempDirectory();
        await using var second = await StartAsync(other, log, listen == "taken" ? taken.ToString() : listen);

        Assert.ContainsSingle(log.Of(2303));
        Assert.IsNull(second.Parts.OfType<OperatePart>().Single().Endpoint);
    }

    [TestMethod]
    public async Task Numbers_are_told_when_the_disk_is_gone_too()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        await using var host = await StartAsync(directory, log);
        host.Options.Data = directory.At("gone");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host.Parts.OfType<OperatePart>().Single().Endpoint}") };

        var text = await http.GetStringAsync("/metrics");

        StringAssert.Contains(text, "smartcity_data_free_bytes NaN\n");
        StringAssert.Contains(text, "smartcity_journal_writable 1\n");
    }

    [TestMethod]
    public async Task A_node_heard_before_the_start_was_heard_then()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        await using var host = await StartAsync(directory, log);
        var node = new FleetNode { Site = "a", Node = "n1" };
        host.Fleet.Store.Nodes.Describe(node);
        host.Fleet.Store.Nodes.Report("a", "n1", new NodeReport { SeenMs = 1_790_000_000_500 });

        var seen = GatewayMetrics.Of(host).Single(metric => metric.Name == "smartcity_node_last_seen_timestamp_seconds").Read().Single(sample => sample.Labels.Contains(("node", "n1")));

        Assert.AreEqual(1_790_000_000.5, seen.Value);
    }

    [TestMethod]
    public async Task Every_metric_is_named_by_the_rules_and_stands_in_the_handbook()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        await using var host = await StartAsync(directory, log);
        var handbook = RepositoryFiles.Read("docs/operations.md");
        var metrics = GatewayMetrics.Of(host);

        CollectionAssert.AllItemsAreUnique(metrics.Select(metric => metric.Name).ToArray());
        foreach (var metric in metrics)
        {
            Assert.MatchesRegex(new Regex("^(smartcity|process)_[a-z0-9_]+$"), metric.Name);
            Assert.AreEqual(metric.Kind == MetricKind.Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal), metric.Name);
            Assert.DoesNotMatchRegex(new Regex("_(ms|minutes|hours|megabytes|percent)(_|$)"), metric.Name, "base units");
            StringAssert.Contains(handbook, $"`{metric.Name}`");
        }
    }

    private static async Task<GatewayHost> StartAsync(TempDirectory directory, LogBook log, string listen = "127.0.0.1:0")
    {
        var options = new GatewayOptions
        {
            Site = "a",
            Data = directory.Path,
            Broker = new BrokerOptions { Listeners = [new ListenerOptions { Port = 0 }] },
            Nodes = [new NodeOptions { Node = "n1", Password = GatewayRig.Password }],
            Sinks = [new FileSinkOptions { Name = "archive", Path = directory.At("readings.ndjson") }],
            Operate = new OperateOptions { Listen = listen, CardTerabytes = 32 },
            Web = new WebOptions { Enabled = false },
        };
        var host = new GatewayHost(options, new GatewaySeams { Loggers = log, Parts = gateway => [.. GatewaySeams.Standard(gateway), new OperatePart(gateway)] });
        await host.StartAsync();
        return host;
    }
}
