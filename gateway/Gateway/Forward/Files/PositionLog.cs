using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>
/// The file sink's own side record, <c>{file}.positions</c>: which journal sequences are in its files. It is what makes
/// a line appear once. Order of a batch: lines to the file, fsync; a note here, fsync; then the engine acknowledges.
/// Cut off before the note, the lines are beyond the noted length and are cut away, for they will be sent again; cut off
/// after it, they are sent again and left out.
/// </summary>
internal sealed class PositionLog : IDisposable
{
    private const int CompactBytes = 256 * 1024;

    private readonly SequenceSet[] _written = [new(), new()];
    private readonly NoteLog<PositionNote> _log;

    public PositionLog(string path) => _log = new NoteLog<PositionNote>(path, PositionJson.Default.PositionNote, Apply);

    /// <summary>Identity of the journal the sequences belong to; empty before the first note.</summary>
    public string Journal { get; private set; } = "";

    /// <summary>Bytes of the file that are good.</summary>
    public long Length { get; private set; }

    /// <summary>Unix milliseconds at which the file was begun.</summary>
    public long BegunMs { get; private set; }

    public bool IsWritten(string journal, Lane lane, long sequence) =>
        journal == Journal && _written[(int)lane].Contains(sequence);

    /// <summary>Notes a state of the file; durable on return.</summary>
    /// <exception cref="IOException">The note may or may not be on the disk; reopen before going on.</exception>
    public void Note(PositionNote note)
    {
        _log.Write(note);
        Apply(note);
        if (_log.Length > CompactBytes) Compact();
    }

    public void Dispose() => _log.Dispose();

    private void Apply(PositionNote note)
    {
        if (note.Journal != Journal)
        {
            // Another journal counts from 0 again: what the old one's sequences were says nothing about it.
            Journal = note.Journal;
            _written[0] = new();
            _written[1] = new();
        }

        Length = note.Length;
        BegunMs = note.BegunMs;
        foreach (var (lane, from, to) in note.Written) _written[(int)lane].Add(from, to);
    }

    private void Compact()
    {
        var spans = new List<SequenceSpan>();
        foreach (var lane in (Lane[])[Lane.Data, Lane.Event])
        {
            foreach (var (from, to) in _written[(int)lane].Ranges) spans.Add(new SequenceSpan(lane, from, to));
        }

        _log.Rewrite(new PositionNote(Journal, Length, BegunMs, spans));
    }
}
