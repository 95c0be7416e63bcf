using System.Text.Json;

namespace SmartCity.Gateway.Forward.DeadLetters;

/// <summary>
/// What one sink's receiver refused for good, with the reasons: an NDJSON file that is only appended to, and emptied
/// when every entry is resolved. An entry is on the disk before <see cref="TryAdd"/> returns. Bounded; a full store
/// refuses, and the sink then stands still rather than drop a record.
/// </summary>
internal sealed class DeadLetterStore : IDisposable
{
    private readonly string _path;
    private readonly long _maxBytes;
    private readonly FileStream _file;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (long Offset, int Length)> _open = [];
    private readonly SortedSet<long> _replay = [];
    private long _nextId;

    // End of the last whole line: a write that failed half way is overwritten by the next.
    private long _end;

    public DeadLetterStore(string path, long maxBytes)
    {
        _path = path;
        _maxBytes = maxBytes;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Recover();
    }

    /// <summary>Entries not resolved.</summary>
    public long Count
    {
        get
        {
            lock (_gate) return _open.Count;
        }
    }

    /// <summary>Appends entries (their <see cref="DeadLetter.Id"/> is given here); returns null when durable, else why not.</summary>
    public string? TryAdd(IReadOnlyList<DeadLetter> letters)
    {
        lock (_gate)
        {
            var lines = new MemoryStream();
            var places = new List<(long Id, long Offset, int Length)>(letters.Count);
            foreach (var letter in letters)
            {
                var id = _nextId + places.Count;
                var from = lines.Length;
                Write(lines, letter with { Id = id });
                places.Add((id, _end + from, (int)(lines.Length - from)));
            }

            if (_end + lines.Length > _maxBytes) return $"the dead-letter store {_path} is full ({_maxBytes} bytes)";
            if (Append(lines) is { } fault) return fault;
            foreach (var (id, offset, length) in places) _open.Add(id, (offset, length));
            _nextId += places.Count;
            return null;
        }
    }

    /// <summary>Takes entries off the list; the store shrinks to nothing with the last one.</summary>
    public string? TryResolve(IReadOnlyList<long> ids)
    {
        lock (_gate)
        {
            var lines = new MemoryStream();
            foreach (var id in ids)
            {
                if (_open.ContainsKey(id)) Write(lines, new DeadLetter { Resolved = id });
            }

            if (Append(lines) is { } fault) return fault;
            foreach (var id in ids)
            {
                _open.Remove(id);
                _replay.Remove(id);
            }

            if (_open.Count == 0) Truncate(0);
            return null;
        }
    }

    /// <summary>All open entries, oldest first.</summary>
    public IReadOnlyList<DeadLetter> List()
    {
        lock (_gate) return [.. _open.Keys.Select(Read)];
    }

    /// <summary>Asks for all open entries to be sent again; returns how many.</summary>
    public int RequestReplay()
    {
        lock (_gate)
        {
            _replay.UnionWith(_open.Keys);
            return _replay.Count;
        }
    }

    public bool ReplayWaits
    {
        get
        {
            lock (_gate) return _replay.Count > 0;
        }
    }

    /// <summary>The oldest entries asked to be sent again, at most so many.</summary>
    public IReadOnlyList<DeadLetter> NextReplays(int max)
    {
        lock (_gate) return [.. _replay.Take(max).Select(Read)];
    }

    /// <summary>The entry was refused once more and waits for the next request.</summary>
    public void EndReplay(long id)
    {
        lock (_gate) _replay.Remove(id);
    }

    public void Dispose() => _file.Dispose();

    private static void Write(MemoryStream lines, DeadLetter letter)
    {
        JsonSerializer.Serialize(lines, letter, DeadLetterJson.Default.DeadLetter);
        lines.WriteByte((byte)'\n');
    }

    private string? Append(MemoryStream lines)
    {
        try
        {
            _file.Position = _end;
            _file.Write(lines.GetBuffer(), 0, (int)lines.Length);
            _file.Flush(flushToDisk: true);
            _end += lines.Length;
            return null;
        }
        catch (IOException e)
        {
            Truncate(_end);
            return $"the dead-letter store {_path} cannot be written: {e.Message}";
        }
    }

    private void Truncate(long length)
    {
        _end = length;
        try
        {
            _file.SetLength(length);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // The tail stays; the next line overwrites it, and opening the store reads over what is not a whole line.
        }
    }

    private DeadLetter Read(long id)
    {
        var (offset, length) = _open[id];
        var line = new byte[length];
        _file.Position = offset;
        _file.ReadExactly(line);
        return JsonSerializer.Deserialize(line, DeadLetterJson.Default.DeadLetter)!;
    }

    /// <summary>Open entries of a store that another process may be writing to, oldest first; none when there is no such file.</summary>
    public static IReadOnlyList<DeadLetter> ReadFile(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var open = new SortedDictionary<long, DeadLetter>();
        foreach (var (letter, _, _) in Lines(ReadAll(file)))
        {
            if (letter.Resolved is { } resolved) open.Remove(resolved);
            else open[letter.Id] = letter;
        }

        return [.. open.Values];
    }

    /// <summary>Finds the entries again and cuts off a line the power took half of.</summary>
    private void Recover()
    {
        var bytes = ReadAll(_file);
        foreach (var (letter, offset, length) in Lines(bytes))
        {
            if (letter.Resolved is { } resolved) _open.Remove(resolved);
            else _open[letter.Id] = (offset, length);
            _nextId = Math.Max(_nextId, letter.Id + 1);
        }

        _end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (_end < bytes.Length) Truncate(_end);
    }

    private static byte[] ReadAll(FileStream file)
    {
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static IEnumerable<(DeadLetter Letter, long Offset, int Length)> Lines(byte[] bytes)
    {
        var at = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', at)) >= 0; at = end + 1)
        {
            if (Parse(bytes.AsSpan(at, end - at)) is { } letter) yield return (letter, at, end + 1 - at);
        }
    }

    private static DeadLetter? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DeadLetterJson.Default.DeadLetter);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
