using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Losses;

/// <summary>
/// Before the journal gives records up that a sink has not had: telemetry is thinned to windows, events are named, and
/// entries of the manifest and windows that must go themselves are written again or named. On the journal's own thread;
/// it reads one segment.
/// </summary>
internal sealed class EvictionManifest(LossLedger ledger)
{
    private const int BatchRecords = 512;
    private const int BatchBytes = 1 << 20;

    private readonly StringCache _strings = new();
    private readonly Pack _pack = new();

    /// <exception cref="StorageException">The manifest cannot be written, so nothing may go.</exception>
    public void Write(IJournal journal, Eviction eviction)
    {
        foreach (var group in EvictionParts.Of(eviction).GroupBy(part => string.Join(' ', part.Sinks)))
        {
            var sinks = group.First().Sinks;
            var thinner = new Thinner(ledger.Gateway, sinks);
            var rest = new Rest(sinks);
            foreach (var (from, to, _) in group) Read(journal, eviction.Lane, from, to, thinner, rest);
            foreach (var windows in thinner.Windows()) ledger.Write(journal, windows);
            foreach (var note in thinner.Losses().Concat(rest.Notes())) ledger.Write(journal, note);
        }
    }

    private void Read(IJournal journal, Lane lane, long from, long to, Thinner thinner, Rest rest)
    {
        using var reader = journal.OpenReader(lane, from);
        using var batch = new RecordBatch(BatchRecords, BatchBytes);
        while (reader.Position < to && reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Sequence >= to) return;
                if (record.Type == LossRecord.RecordType) rest.Add(LossRecord.Read(record.Payload.Span, _strings, out _));
                else if (record.Type == WindowRecord.RecordType) rest.Add(WindowRecord.Read(record.Payload.Span, _strings, out _));
                else if (record.Type != PackRecord.RecordType || !PackRecord.TryRead(record.Payload.Span, _pack, _strings, out _)) rest.AddUnreadable();
                else if (lane == Lane.Event) rest.Add(_pack);
                else thinner.Add(record.Sequence, _pack, record.Payload.Length);
            }
        }
    }

    /// <summary>What cannot be thinned.</summary>
    private sealed class Rest(IReadOnlyList<string> sinks)
    {
        private readonly List<LossNote> _again = [];
        private readonly Dictionary<(string Site, string Node, uint? Boot), (SequenceSet Numbers, long Packs, long Readings)> _events = [];
        private long _unreadable;

        public void Add(Pack pack)
        {
            var (numbers, packs, readings) = _events.GetValueOrDefault((pack.Site, pack.Node, pack.Boot), (new SequenceSet(), 0, 0));
            numbers.Add(pack.Seq, pack.Seq + 1L);
            _events[(pack.Site, pack.Node, pack.Boot)] = (numbers, packs + 1, readings + pack.Count);
        }

        /// <summary>An entry of the manifest stays for those who have yet to read it.</summary>
        public void Add(Loss? loss)
        {
            if (loss is null)
            {
                AddUnreadable();
                return;
            }

            var still = loss.Sinks.Count == 0 ? sinks : [.. loss.Sinks.Where(sink => sinks.Count == 0 || sinks.Contains(sink))];
            if (loss.Sinks.Count > 0 && still.Count == 0) return;
            var numbers = new SequenceSet();
            foreach (var range in loss.Ranges) numbers.Add(range.From, range.To + 1L);
            _again.Add(new LossNote(loss.Cause, loss.Site, loss.Node, loss.Boot, numbers, loss.Packs, loss.Readings, loss.Why, still));
        }

        /// <summary>The packs have been named when they were thinned; now their windows are gone, too.</summary>
        public void Add(WindowSet? windows)
        {
            if (windows is null || (windows.Sinks.Count > 0 && sinks.Count > 0 && !windows.Sinks.Intersect(sinks).Any())) return;
            var readings = windows.Channels.Sum(channel => channel.Count);
            _again.Add(LossNote.Unnamed(LossCause.Evicted, windows.Site, windows.Node, 0, "windows of packs thinned before", sinks) with { Readings = readings });
        }

        public void AddUnreadable() => _unreadable++;

        public IEnumerable<LossNote> Notes()
        {
            foreach (var ((site, node, boot), (numbers, packs, readings)) in _events)
            {
                yield return new LossNote(LossCause.Evicted, site, node, boot, numbers, packs, readings, null, sinks);
            }

            foreach (var note in _again) yield return note;
            if (_unreadable > 0) yield return LossNote.Unnamed(LossCause.Evicted, "", "", _unreadable, "records that could not be read", sinks);
        }
    }
}
