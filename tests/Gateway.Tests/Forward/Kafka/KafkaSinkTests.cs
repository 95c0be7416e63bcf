using System.Net;
using System.Text;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Kafka;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Forward.Kafka;

[TestClass]
public sealed class KafkaSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    public async Task A_pack_carries_node_key_mark_and_time()
    {
        using var cluster = new MockCluster(1);
        await using var sink = Sink(cluster);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Of(0, historical: true, Pack("a", 7)), None)).Kind);
        var message = cluster.Read().Single().Message;
        Assert.AreEqual("site/a", message.Key);
        Assert.AreEqual("key=site/a/1/7 historical=true content-type=application/senml+json", string.Join(' ', message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}")));
        Assert.AreEqual(1_772_366_400_007, message.Timestamp.UnixTimestampMs);
        StringAssert.Contains(Encoding.UTF8.GetString(message.Value), "\"seq\":7", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_node_stays_in_one_partition_and_in_order()
    {
        using var cluster = new MockCluster(3);
        await using var sink = Sink(cluster);
        var packs = Enumerable.Range(0, 300).Select(i => Pack($"n{i % 10}", (uint)(i / 10))).ToArray();
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, packs), None)).Kind);
        var byNode = cluster.Read().GroupBy(message => message.Message.Key).ToArray();
        Assert.HasCount(10, byNode);
        foreach (var node in byNode)
        {
            Assert.HasCount(1, node.Select(message => message.Partition.Value).Distinct());
            Assert.AreEqual(string.Join(' ', Enumerable.Range(0, 30)), string.Join(' ', node.Select(message => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes("key")).Split('/')[3])));
        }
    }

    [TestMethod]
    public async Task A_broker_of_three_that_goes_down_and_comes_back_costs_nothing_and_nothing_comes_twice()
    {
        using var cluster = new MockCluster(3);
        await using var sink = Sink(cluster);
        for (var round = 0; round < 4; round++)
        {
            if (round == 1) cluster.Down(2);
            var packs = Enumerable.Range(0, 100).Select(i => Pack($"n{i % 10}", (uint)((round * 10) + (i / 10)))).ToArray();
            var sending = sink.SendAsync(Batches.Live(round * 100, packs), None).AsTask();
            if (round == 1) cluster.Up(2);
            Assert.AreEqual(FailureKind.None, (await sending).Kind);
        }

        var keys = cluster.Read().Select(message => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes("key"))).ToArray();
        Assert.AreEqual(400, keys.Length);
        Assert.HasCount(400, keys.Distinct());
    }

    [TestMethod]
    public async Task What_was_stored_without_an_answer_is_sent_again_with_the_same_key()
    {
        using var cluster = new MockCluster(1);
        var broker = IPEndPoint.Parse(cluster.Servers[0]);
        using var relay = new FaultyRelay(broker);
        cluster.Advertise(1, relay.Port);
        await using var sink = new KafkaSink(new KafkaSinkOptions { Name = "bus", Servers = [$"127.0.0.1:{relay.Port}"], AckSeconds = 1 }, "gw", TimeProvider.System);

        // A second is short for a busy machine: as the engine would, it is tried again, and what counts is the keys.
        var first = Batches.Live(0, Pack("a", 0));
        for (var i = 0; (await sink.SendAsync(first, None)).Kind != FailureKind.None; i++) Assert.IsLessThan(20, i);
        relay.HoldAnswers = new TaskCompletionSource();
        var batch = Batches.Live(1, Pack("a", 1), Pack("a", 2));
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);
        relay.HoldAnswers.SetResult();
        for (var i = 0; (await sink.SendAsync(batch, None)).Kind != FailureKind.None; i++) Assert.IsLessThan(20, i);
        cluster.Advertise(1, broker.Port);
        Assert.HasCount(3, cluster.Read().Select(message => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes("key"))).Distinct());
    }

    [TestMethod]
    public async Task Answers_of_a_broker_are_told_apart()
    {
        using var cluster = new MockCluster(1);
        await using var sink = Sink(cluster);

        // RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE 10, TOPIC_AUTHORIZATION_FAILED 29.
        cluster.FailProduce(10);
        var batch = Batches.Live(0, Pack("a", 1));
        await sink.SendAsync(batch, None);
        Assert.AreEqual(RecordFate.Refused, batch.Fate(0));
        cluster.FailProduce(29);
        Assert.AreEqual(FailureKind.Final, (await sink.SendAsync(Batches.Live(1, Pack("a", 2)), None)).Kind);
    }

    [TestMethod]
    public async Task Without_a_broker_the_packs_are_kept()
    {
        using var cluster = new MockCluster(1);
        await using var sink = Sink(cluster);
        cluster.Down(1);
        var batch = Batches.Live(0, Pack("a", 1));
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual(RecordFate.Open, batch.Fate(0));
        cluster.Up(1);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
    }

    [TestMethod]
    public void A_producer_is_idempotent_and_waits_for_all_and_speaks_as_configured()
    {
        var config = KafkaConfig.Of(new KafkaSinkOptions { Name = "bus", Servers = ["a:1", "b:2"], Tls = new SinkTlsOptions(), User = "gw", Password = "secret", Sasl = KafkaSasl.ScramSha512 }, "gw-12");
        Assert.AreEqual("a:1,b:2 gw-12-bus True All SaslSsl ScramSha512", $"{config.BootstrapServers} {config.ClientId} {config.EnableIdempotence} {config.Acks} {config.SecurityProtocol} {config.SaslMechanism}");
    }

    private static Pack Pack(string node, uint seq) => Packs.Make(node, seq, 1_772_366_400_000 + seq);

    private static KafkaSink Sink(MockCluster cluster) => new(new KafkaSinkOptions { Name = "bus", Servers = [.. cluster.Servers], AckSeconds = 2 }, "gw", TimeProvider.System);
}
