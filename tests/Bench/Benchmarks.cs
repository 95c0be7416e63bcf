using SmartCity.Bench.Forward;
using SmartCity.Bench.History;
using SmartCity.Bench.Ingest;
using SmartCity.Bench.Journal;
using SmartCity.Bench.Pipeline;
using SmartCity.Bench.Service;

namespace SmartCity.Bench;

/// <summary>Every benchmark by the name it is called with.</summary>
internal static class Benchmarks
{
    public static readonly Dictionary<string, Func<string[], Task<int>>> All = new(StringComparer.Ordinal)
    {
        ["ingest"] = IngestBench.RunAsync,
        ["amqp-cluster"] = PeerBench.AmqpAsync,
        ["mqtt-nats"] = PeerBench.NatsAsync,
        ["mqtt-mosquitto"] = PeerBench.MosquittoAsync,
        ["mqtt-mosquitto-killed"] = PeerBench.MosquittoKilledAsync,
        ["history"] = HistoryBench.RunAsync,
        ["journal"] = JournalBench.RunAsync,
        ["pipeline"] = PipelineBench.RunAsync,
        ["live-first"] = LiveFirstBench.RunAsync,
        ["service"] = ServiceBench.RunAsync,
    };
}
