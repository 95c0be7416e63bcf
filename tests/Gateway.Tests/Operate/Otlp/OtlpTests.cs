using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Metrics;
using SmartCity.Gateway.Operate.Otlp;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Operate.Otlp;

[TestClass]
public sealed class OtlpTests
{
    private readonly ConcurrentQueue<(string Path, string Type, string Token, byte[] Body)> _posts = [];
    private int _status = StatusCodes.Status200OK;

    [TestMethod]
    public async Task A_collector_gets_what_Prometheus_would_under_names_that_come_out_the_same()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        using var collector = Collector();
        await File.WriteAllTextAsync(directory.At("token"), "let-me-in\n");
        await using var host = await StartAsync(directory, log, collector.Url);
        await Eventually.True(() => !_posts.IsEmpty);
        await host.StopAsync();

        _posts.TryDequeue(out var post);
        Assert.AreEqual(("/v1/metrics", "application/x-protobuf", "Bearer let-me-in"), (post.Path, post.Type, post.Token));
        var resource = new ProtoMessage(post.Body).One(1);
        Assert.AreEqual($"service.name=smartcity-gateway service.instance.id=g1 service.version={MachineMetrics.Version}", Attributes(resource.One(1), 1));
        var sent = resource.One(2).All(2).ToDictionary(metric => metric.Text(1));
        CollectionAssert.AreEquivalent(GatewayMetrics.Of(host).Select(metric => metric.Name).ToArray(), sent.Select(PrometheusName).ToArray());

        var up = sent["smartcity_node_up"].One(5).One(1);
        Assert.AreEqual("site=a node=n1", Attributes(up, 7));
        Assert.AreEqual(0, up.Real(4));
        Assert.IsFalse(up.Has(2), "a gauge began at no time");
        var packs = sent["smartcity_packs"].One(7);
        Assert.AreEqual((2UL, 1UL), (packs.Number(2), packs.Number(3)), "cumulative and monotonic");
        foreach (var point in packs.All(1)) Assert.IsGreaterThanOrEqualTo(point.Number(2), point.Number(3), "not before the start");
        Assert.AreEqual("By", sent["process_resident_memory_bytes"].Text(3));
    }

    [TestMethod]
    public void Times_are_nanoseconds_and_labels_attributes()
    {
        var started = DateTimeOffset.FromUnixTimeMilliseconds(1_763_834_400_000);
        var body = OtlpMetrics.Write([Metric.Counters("x_bytes_total", "Help.", () => [new Sample(1.5, ("cause", "data"))])], [("service.name", "s")], "1.0", started, started.AddMilliseconds(1));

        var metric = new ProtoMessage(body).One(1).One(2).One(2);
        Assert.AreEqual(("x_bytes", "Help.", "By"), (metric.Text(1), metric.Text(2), metric.Text(3)));
        var point = metric.One(7).One(1);
        Assert.AreEqual((1_763_834_400_000_000_000UL, 1_763_834_400_001_000_000UL, 1.5), (point.Number(2), point.Number(3), point.Real(4)));
        Assert.AreEqual("cause=data", Attributes(point, 7));
    }

    [TestMethod]
    public async Task A_collector_that_is_away_is_named_once_and_tried_again()
    {
        using var directory = new TempDirectory();
        using var log = new LogBook();
        using var collector = Collector();
        await File.WriteAllTextAsync(directory.At("token"), "let-me-in\n");
        _status = StatusCodes.Status503ServiceUnavailable;
        await using var host = await StartAsync(directory, log, collector.Url);
        await Eventually.True(() => _posts.Count >= 3);
        Assert.ContainsSingle(log.Of(2306));
        _status = StatusCodes.Status200OK;
        await Eventually.True(() => log.Of(2307).Any());
        await host.StopAsync();
    }

    // As OpenTelemetry's compatibility rules say: a cumulative monotonic sum gets _total.
    private static string PrometheusName(KeyValuePair<string, ProtoMessage> metric) => metric.Key + (metric.Value.Has(7) ? "_total" : "");

    private static string Attributes(ProtoMessage message, int field) => string.Join(' ', message.All(field).Select(attribute => $"{attribute.Text(1)}={attribute.One(2).Text(1)}"));

    private StubHttp Collector() => new((context, body) =>
    {
        _posts.Enqueue((context.Request.Path, context.Request.ContentType ?? "", context.Request.Headers.Authorization.ToString(), body));
        context.Response.StatusCode = _status;
        return Task.CompletedTask;
    });

    private static async Task<GatewayHost> StartAsync(TempDirectory directory, LogBook log, string url)
    {
        var options = new GatewayOptions
        {
            Gateway = "g1",
            Site = "a",
            Data = directory.Path,
            Broker = new BrokerOptions { Listeners = [new ListenerOptions { Port = 0 }] },
            Nodes = [new NodeOptions { Node = "n1", Password = GatewayRig.Password }],
            Operate = new OperateOptions { Listen = "", Otlp = new OtlpOptions { Url = url, TokenFile = directory.At("token"), EverySeconds = 1 } },
            Web = new WebOptions { Enabled = false },
        };
        var host = new GatewayHost(options, new GatewaySeams { Loggers = log, Parts = gateway => [.. GatewaySeams.Standard(gateway), new OtlpPart(gateway)] });
        await host.StartAsync();
        return host;
    }
}
