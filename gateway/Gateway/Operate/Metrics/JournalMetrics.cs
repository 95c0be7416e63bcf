using SmartCity.Gateway.Hosting;
using SmartCity.Journal;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>What the journal holds, can do, has lost, and has written to the card.</summary>
internal static class JournalMetrics
{
    public static IEnumerable<Metric> Of(GatewayHost host)
    {
        yield return Metric.Gauges("smartcity_journal_records", "Records kept, by lane.", () =>
            Enum.GetValues<Lane>().Select(lane => new Sample(host.Journal.End(lane) - host.Journal.Start(lane), ("lane", Word(lane)))));
        yield return Metric.Counter("smartcity_journal_evicted_records_total", "Records evicted since the start, by bytes or age.", () => host.Watch.Evicted);
        yield return Metric.Counter("smartcity_journal_evicted_unforwarded_records_total", "Of them, those a sink or the history had not taken, counted for each.", () => host.Watch.EvictedUnforwarded);
        yield return Metric.Counter("smartcity_journal_damaged_records_total", "Records found damaged since the start.", () => host.Watch.Lost);
        yield return Metric.Gauge("smartcity_journal_writable", "1 while the journal takes records.", () =>
            host.Journal is not DurableLog durable || durable.Status.State == JournalState.Open ? 1 : 0);
        if (host.Journal is not DurableLog log) yield break;
        yield return Metric.Counters("smartcity_journal_written_bytes_total", "Bytes of whole 4 KiB blocks the device was made to write, by cause.", () =>
            Enum.GetValues<WearCause>().Select(cause => new Sample(log.Wear.Bytes(cause), ("cause", Word(cause)))));
        yield return Metric.Counter("smartcity_journal_flushes_total", "Calls of fdatasync.", () => log.Wear.Flushes);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
