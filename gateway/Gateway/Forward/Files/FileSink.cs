using System.Buffers;
using Microsoft.Extensions.Logging;
using SmartCity.Journal;
using SmartCity.Pipeline.Export;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>
/// Writes readings as lines of JSON, each once whatever happens in between: see <see cref="PositionLog"/>. Everything is
/// on the disk before a batch counts as delivered.
/// </summary>
internal sealed class FileSink : ISink
{
    private readonly FileSinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ClosedFiles _closed;
    private readonly NdjsonWriter _json = new();
    private readonly NoteLines _notes = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly List<SequenceSpan> _spans = [];
    private PositionLog? _positions;
    private FileStream? _file;

    public FileSink(FileSinkOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _closed = new ClosedFiles(options.Path, options.Gzip);
    }

    public string Name => _options.Name;

    public ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        try
        {
            Open();
            if (Due()) Rotate();
            Write(batch);
            return ValueTask.FromResult(SendOutcome.Delivered);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageException)
        {
            // What is on the disk is unknown now; opening again finds out.
            Close();
            return ValueTask.FromResult(SendOutcome.Temporary($"{_options.Path}: {e.Message}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        _json.Dispose();
        _notes.Dispose();
        await _closed.Idle.ConfigureAwait(false);
    }

    private void Write(SinkBatch batch)
    {
        var positions = _positions!;
        _lines.ResetWrittenCount();
        _spans.Clear();
        foreach (ref readonly var record in batch.Records)
        {
            // A dead letter tried again was never written, though its neighbours were; what is replayed is wanted twice.
            if (!record.Again && positions.IsWritten(batch.Journal, record.Lane, record.Sequence)) continue;
            if (record.Loss is { } loss) _notes.Write(loss, record.Pack, _lines);
            else if (record.Windows is { } windows) _notes.Write(windows, record.Pack, _lines);
            else _json.Write(record.Pack, _lines, record.Historical);
            if (!record.Again) Cover(record.Lane, record.Sequence);
        }

        if (_lines.WrittenCount == 0) return;
        var file = _file!;
        file.Position = positions.Length;
        file.Write(_lines.WrittenSpan);
        batch.Sent(_lines.WrittenCount);
        file.Flush(flushToDisk: true);
        positions.Note(new PositionNote(batch.Journal, positions.Length + _lines.WrittenCount, positions.BegunMs, _spans));
    }

    private void Cover(Lane lane, long sequence)
    {
        if (_spans.Count > 0 && _spans[^1] is var last && last.Lane == lane && last.To == sequence) _spans[^1] = last with { To = sequence + 1 };
        else _spans.Add(new SequenceSpan(lane, sequence, sequence + 1));
    }

    private void Open()
    {
        if (_file is not null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_options.Path)!);
        _positions = new PositionLog(_options.Path + ".positions");
        _file = new FileStream(_options.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Durable.SyncDirectory(_options.Path);
        if (_positions.BegunMs != 0 && _file.Length >= _positions.Length)
        {
            _file.SetLength(_positions.Length);
        }
        else if (_file.Length == 0)
        {
            // The first start, or closed and not yet noted, or somebody took the file away.
            Begin(_positions.Journal);
        }
        else
        {
            // Not as this sink left it: somebody's text is not ours to cut.
            Rotate();
        }

        _closed.CompressAll();
    }

    private bool Due()
    {
        var positions = _positions!;
        if (positions.Length == 0) return false;
        if (positions.Length >= _options.RotateMegabytes * 1024L * 1024) return true;
        return _options.RotateHours > 0 && _time.GetUtcNow().ToUnixTimeMilliseconds() - positions.BegunMs >= _options.RotateHours * 3_600_000L;
    }

    private void Rotate()
    {
        _file!.Dispose();
        _file = null;
        _closed.Close(_positions!.BegunMs);
        _file = new FileStream(_options.Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Durable.SyncDirectory(_options.Path);
        Begin(_positions.Journal);
        _closed.CompressAll();
    }

    private void Begin(string journal) => _positions!.Note(new PositionNote(journal, 0, _time.GetUtcNow().ToUnixTimeMilliseconds(), []));

    private void Close()
    {
        _file?.Dispose();
        _positions?.Dispose();
        _file = null;
        _positions = null;
    }
}
