using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>
/// The book of periods on the disk. Readings are in it, with the journal sequences they came from, before the engine
/// counts them as delivered; what is sent again after a crash is known by its sequence and not counted twice.
/// </summary>
internal sealed class PeriodStore : IDisposable
{
    private const int CompactBytes = 1024 * 1024;

    private readonly SequenceSet[] _covered = [new(), new()];
    private readonly NoteLog<PeriodNote> _log;
    private string _journal = "";

    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public PeriodStore(string path, PeriodBook book)
    {
        Book = book;
        _log = new NoteLog<PeriodNote>(path, PeriodJson.Default.PeriodNote, Apply);
    }

    public PeriodBook Book { get; }

    public bool Covers(string journal, in SinkRecord record) =>
        record.DeadLetter < 0 && journal == _journal && _covered[(int)record.Lane].Contains(record.Sequence);

    /// <summary>Puts a note down and into the book; durable on return.</summary>
    /// <exception cref="IOException">It may or may not be on the disk; reopen before going on.</exception>
    public void Note(PeriodNote note)
    {
        _log.Write(note);
        Apply(note);
        if (_log.Length > CompactBytes) Compact(note.AtMs);
    }

    public void Dispose() => _log.Dispose();

    private void Apply(PeriodNote note)
    {
        if (note.Journal.Length > 0 && note.Journal != _journal)
        {
            // Another journal counts from 0 again: what the old one's sequences were says nothing about it.
            _journal = note.Journal;
            _covered[0] = new();
            _covered[1] = new();
        }

        foreach (var (lane, from, to) in note.Spans) _covered[(int)lane].Add(from, to);
        foreach (var seen in note.Seen) Book.Restore(seen);
        foreach (var period in note.Periods) Book.Restore(period);
        foreach (var sample in note.Samples) Book.Add(sample, note.AtMs);
        foreach (var key in note.Sent) Book.MarkSent(key);
    }

    private void Compact(long nowMs)
    {
        Book.Forget(nowMs);
        var spans = new List<SequenceSpan>();
        foreach (var lane in (Lane[])[Lane.Data, Lane.Event])
        {
            foreach (var (from, to) in _covered[(int)lane].Ranges) spans.Add(new SequenceSpan(lane, from, to));
        }

        _log.Rewrite(new PeriodNote { Journal = _journal, AtMs = nowMs, Spans = spans, Periods = Book.Save(), Seen = Book.SaveSeen() });
    }
}
