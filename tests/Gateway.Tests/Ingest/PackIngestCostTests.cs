using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Rules;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Config;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
[DoNotParallelize]
public sealed class PackIngestCostTests
{
    private const int Packs = 2_000;

    // A debug build makes an object of every asynchronous method's state; an optimised one allocates none of it here.
    private const double MostBytes = 512;

    [TestMethod]
    public async Task A_pack_allocates_next_to_nothing_on_its_way_to_the_journal()
    {
        var journal = new MemoryJournal { Forgetful = true };
        await using var rules = new RuleDesk(new PipelineOptions(), "g1", journal, TimeProvider.System, NullLogger<RuleDesk>.Instance);
        var ingest = new PackIngest(new PackLog(journal, new DuplicateIndex()), rules, new NodeLosses(new LossLedger("g1", TimeProvider.System), journal), new IngestCounters(), TimeProvider.System);
        var who = new NodeIdentity("a", "n1");
        var payloads = Enumerable.Range(0, 2 * Packs).Select(i => Encoding.UTF8.GetBytes(GatewayRig.Pack((uint)i))).ToArray();
        await RunAsync(ingest, who, payloads.AsMemory(0, Packs));

        var before = GC.GetAllocatedBytesForCurrentThread();
        await RunAsync(ingest, who, payloads.AsMemory(Packs));
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Packs;

        Assert.IsLessThan(MostBytes, each, $"{each} bytes a pack");
        Assert.AreEqual(2 * Packs, journal.End(Lane.Data));
    }

    private static async Task RunAsync(PackIngest ingest, NodeIdentity who, ReadOnlyMemory<byte[]> payloads)
    {
        for (var i = 0; i < payloads.Length; i++)
        {
            var reply = await ingest.AcceptAsync(who, TopicKind.Data, payloads.Span[i]);
            if (reply.Verdict != PublishVerdict.Accepted) Assert.Fail($"{reply}");
        }
    }
}
