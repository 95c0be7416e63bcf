using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Admission;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class PackLogTests
{
    [TestMethod]
    public async Task A_copy_of_a_pack_under_way_shares_its_outcome()
    {
        var journal = new MemoryJournal();
        var log = new PackLog(journal, new DuplicateIndex());
        journal.Hold();

        Assert.AreEqual(PackEntry.New, log.Enter(Key(0), Lane.Data, Record(0), out var first));
        Assert.AreEqual(PackEntry.UnderWay, log.Enter(Key(0), Lane.Data, Record(0), out var copy));
        journal.Refuse(AppendStatus.DiskFull);
        journal.Release();
        log.Leave(Key(0), await first);

        Assert.AreEqual(AppendStatus.DiskFull, (await copy).Status);
        Assert.AreEqual(PackEntry.New, log.Enter(Key(0), Lane.Data, Record(0), out _));
    }

    [TestMethod]
    public async Task A_saved_index_leaves_out_what_is_not_durable()
    {
        var journal = new MemoryJournal();
        var log = new PackLog(journal, new DuplicateIndex());
        log.Enter(Key(0), Lane.Data, Record(0), out var durable);
        log.Leave(Key(0), await durable);
        journal.Hold();
        log.Enter(Key(1), Lane.Data, Record(1), out _);

        // The crash: what waits never becomes durable.
        log.Save();
        var index = PackLogState.Restore(journal, out _);

        Assert.IsTrue(index.Contains("a", "n1", 1, 0));
        Assert.IsFalse(index.Contains("a", "n1", 1, 1), "a pack that is on no disk would be taken for a duplicate");
    }

    [TestMethod]
    public async Task A_pack_durable_but_not_yet_left_is_found_again_behind_the_saved_index()
    {
        var journal = new MemoryJournal();
        var log = new PackLog(journal, new DuplicateIndex());
        log.Enter(Key(0), Lane.Data, Record(0), out _);
        log.Enter(Key(1), Lane.Data, Record(1), out var second);
        log.Leave(Key(1), await second);

        log.Save();
        var index = PackLogState.Restore(journal, out var replayed);

        Assert.AreEqual(2, replayed);
        Assert.IsTrue(index.Contains("a", "n1", 1, 0) && index.Contains("a", "n1", 1, 1));
    }

    [TestMethod]
    public async Task A_damaged_state_only_costs_reading_all_records()
    {
        var journal = new MemoryJournal();
        var log = new PackLog(journal, new DuplicateIndex());
        log.Enter(Key(0), Lane.Data, Record(0), out var outcome);
        log.Leave(Key(0), await outcome);
        log.Save();
        var state = journal.GetState("ingest/duplicates")!;
        journal.PutState("ingest/duplicates", state.AsSpan(0, state.Length - 1));

        Assert.IsTrue(PackLogState.Restore(journal, out var replayed).Contains("a", "n1", 1, 0));
        Assert.AreEqual(1, replayed);
    }

    private static PackKey Key(uint seq) => new("a", "n1", 1, seq);

    private static byte[] Record(uint seq)
    {
        var pack = new Pack { Site = "a", Node = "n1", BaseName = "urn:dev:mac:0011223344556677:", Boot = 1, Seq = seq };
        pack.Add() = new Reading { Channel = "t", Number = 1, Quality = 1 };
        var bytes = new byte[256];
        Assert.IsTrue(PackRecord.TryWrite(pack, bytes, out var written));
        return bytes[..written];
    }
}
