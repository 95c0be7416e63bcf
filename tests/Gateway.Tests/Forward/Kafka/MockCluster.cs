using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace SmartCity.Gateway.Tests.Forward.Kafka;

/// <summary>
/// librdkafka's own mock cluster (rdkafka_mock.h, librdkafka 2.16): brokers on loopback ports with the protocol of real
/// ones. It is the build of the library that needs nothing but the C library, which the client falls back on, too.
/// </summary>
internal sealed partial class MockCluster : IDisposable
{
    private const string Library = "centos8-librdkafka";
    private const int Producer = 0;

    private readonly nint _client;
    private readonly nint _cluster;

    public MockCluster(int brokers, int partitions = 4)
    {
        var error = new byte[256];
        _client = New(Producer, ConfigNew(), error, error.Length);
        Assert.AreNotEqual(0, _client, Encoding.ASCII.GetString(error));
        _cluster = ClusterNew(_client, brokers);
        Assert.AreEqual(0, TopicCreate(_cluster, Topic, partitions, brokers));
    }

    public const string Topic = "city-readings";

    public IReadOnlyList<string> Servers => Marshal.PtrToStringUTF8(Bootstraps(_cluster))!.Split(',');

    public void Down(int broker) => Assert.AreEqual(0, SetDown(_cluster, broker));

    public void Up(int broker) => Assert.AreEqual(0, SetUp(_cluster, broker));

    /// <summary>Tells clients to find the broker at that port.</summary>
    public void Advertise(int broker, int port) => SetHostPort(_cluster, broker, "127.0.0.1", port);

    /// <summary>The next requests to store messages are answered with these errors.</summary>
    public void FailProduce(params int[] errors) => PushErrors(_cluster, 0, (nuint)errors.Length, errors);

    /// <summary>All messages, partition by partition, in order.</summary>
    public IReadOnlyList<ConsumeResult<string, byte[]>> Read(int partitions = 4)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = string.Join(',', Servers),
            GroupId = "reader",
            EnablePartitionEof = true,
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).SetLogHandler((_, _) => { }).Build();
        var messages = new List<ConsumeResult<string, byte[]>>();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(Topic, partition, Offset.Beginning)));
        for (var ended = 0; ended < partitions;)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(30));
            Assert.IsNotNull(result, "the mock cluster does not answer");
            if (result.IsPartitionEOF) ended++;
            else messages.Add(result);
        }

        return messages;
    }

    public void Dispose()
    {
        ClusterDestroy(_cluster);
        Destroy(_client);
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint ConfigNew();

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint config, [Out] byte[] error, nint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint ClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int TopicCreate(nint cluster, string topic, int partitions, int replication);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    private static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    private static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_host_port", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetHostPort(nint cluster, int broker, string host, int port);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static partial void PushErrors(nint cluster, short api, nuint count, int[] errors);
}
