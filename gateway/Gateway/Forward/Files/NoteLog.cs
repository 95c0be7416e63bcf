using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>
/// Notes in a file, one a line, <c>{crc32c} {json}</c>, each durable before the next; what does not check is the torn
/// end. Its owner rewrites it as few notes when it has grown.
/// </summary>
internal sealed class NoteLog<TNote> : IDisposable
    where TNote : class
{
    private readonly string _path;
    private readonly JsonTypeInfo<TNote> _form;
    private FileStream _file;

    /// <summary>Opens the file, cuts off its torn end, and hands every note to <paramref name="apply"/>.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public NoteLog(string path, JsonTypeInfo<TNote> form, Action<TNote> apply)
    {
        _path = path;
        _form = form;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Recover(apply);
    }

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    /// <summary>Appends a note; durable on return.</summary>
    /// <exception cref="IOException">The note may or may not be on the disk; reopen before going on.</exception>
    public void Write(TNote note)
    {
        var json = JsonSerializer.Serialize(note, _form);
        _file.Write(Encoding.UTF8.GetBytes($"{Crc(json):x8} {json}\n"));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Puts one note in the place of all; the old file stands until the new one is whole.</summary>
    public void Rewrite(TNote note)
    {
        var next = _path + ".new";
        var old = _file;
        _file = new FileStream(next, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        old.Dispose();
        Write(note);
        File.Move(next, _path, overwrite: true);
        Durable.SyncDirectory(_path);
    }

    public void Dispose() => _file.Dispose();

    private void Recover(Action<TNote> apply)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var good = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', good)) >= 0; good = end + 1)
        {
            if (Parse(bytes.AsSpan(good, end - good)) is not { } note) break;
            apply(note);
        }

        _file.SetLength(good);
        _file.Position = good;
    }

    private TNote? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length < 10 || line[8] != ' ') return null;
        var json = Encoding.UTF8.GetString(line[9..]);
        if (!uint.TryParse(line[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) || crc != Crc(json)) return null;
        return JsonSerializer.Deserialize(json, _form);
    }

    private static uint Crc(string json)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(json)) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
