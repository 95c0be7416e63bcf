using SmartCity.Gateway.Hosting;
using SmartCity.Journal;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Web.Api;

/// <summary>
/// One rule over the journal's telemetry in an engine of its own: nothing is raised, commanded or journaled. Bounded, so
/// that curiosity does not cost the gateway its processor.
/// </summary>
internal sealed class DryRun(GatewayHost host)
{
    private const int MostRecords = 200_000;
    private const int MostEvents = 500;

    public DryRunAnswer Run(string rule, int hours, CancellationToken cancellation)
    {
        var now = host.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var options = host.Options.Pipeline with { Rules = [.. host.Options.Pipeline.Rules.Where(r => r.Id == rule)] };
        var engine = new PipelineEngine(options, ChannelCatalogue.Shipped);
        var (decisions, pack, strings) = (new Decisions(), new Pack(), new StringCache());
        var events = new List<DryRunEvent>();
        var (records, from, to) = (0L, now, now);
        using var reader = host.Journal.OpenReader(Lane.Data, host.Journal.Seek(Lane.Data, now - (hours * 3_600_000L)));
        using var batch = new RecordBatch(256, 256 << 10);
        while (records < MostRecords && events.Count < MostEvents && !cancellation.IsCancellationRequested && reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Type != PackRecord.RecordType || !PackRecord.TryRead(record.Payload.Span, pack, strings, out _)) continue;
                from = Math.Min(from, pack.ReceivedMs);
                to = pack.ReceivedMs;
                records++;
                engine.Process(pack, pack.ReceivedMs, decisions);
                events.AddRange(decisions.Events.Select(step => new DryRunEvent(EventPack.Name(step.Phase), step.Site, step.Node, step.TimeMs, step.Cause)));
                decisions.Clear();
            }
        }

        return new DryRunAnswer(records, from, to, records < MostRecords && events.Count < MostEvents, events);
    }
}
