using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>
/// The file sink's own side record, <c>{file}.positions</c>: which journal sequences are in its files. It is what makes
/// a line appear once. Order of a batch: lines to the file, fsync; a note here, fsync; then the engine acknowledges.
/// Cut off before the note, the lines are beyond the noted length and are cut away, for they will be sent again; cut off
/// after it, they are sent again and left out.
/// </summary>
/// <remarks>One note a line, <c>{crc32c} {json}</c>; what does not check is the torn end. Rewritten as one note when it grows.</remarks>
internal sealed class PositionLog : IDisposable
{
    private const int CompactBytes = 256 * 1024;

    private readonly string _path;
    private readonly SequenceSet[] _written = [new(), new()];
    private FileStream _file;

    public PositionLog(string path)
    {
        _path = path;
        _file = Open();
        Recover();
    }

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
        Write(note);
        Apply(note);
        if (_file.Length > CompactBytes) Compact();
    }

    public void Dispose() => _file.Dispose();

    private FileStream Open() => new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private void Write(PositionNote note)
    {
        var json = JsonSerializer.Serialize(note, PositionJson.Default.PositionNote);
        _file.Write(Encoding.UTF8.GetBytes($"{Crc(json):x8} {json}\n"));
        _file.Flush(flushToDisk: true);
    }

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

    private void Recover()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var good = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', good)) >= 0; good = end + 1)
        {
            if (Parse(bytes.AsSpan(good, end - good)) is not { } note) break;
            Apply(note);
        }

        _file.SetLength(good);
        _file.Position = good;
    }

    private static PositionNote? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length < 10 || line[8] != ' ') return null;
        var json = Encoding.UTF8.GetString(line[9..]);
        if (!uint.TryParse(line[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) || crc != Crc(json)) return null;
        return JsonSerializer.Deserialize(json, PositionJson.Default.PositionNote);
    }

    private void Compact()
    {
        var spans = new List<SequenceSpan>();
        foreach (var lane in (Lane[])[Lane.Data, Lane.Event])
        {
            foreach (var (from, to) in _written[(int)lane].Ranges) spans.Add(new SequenceSpan(lane, from, to));
        }

        var next = _path + ".new";
        var old = _file;
        _file = new FileStream(next, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        old.Dispose();
        Write(new PositionNote(Journal, Length, BegunMs, spans));
        File.Move(next, _path, overwrite: true);
        Durable.SyncDirectory(_path);
    }

    private static uint Crc(string json)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(json)) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
