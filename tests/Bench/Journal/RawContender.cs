using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmartCity.Bench.Journal;

/// <summary>
/// The limit: the payloads and nothing else, formed once, pwrite and fdatasync into a file zeroed beforehand and used
/// again and again, on the caller's own thread.
/// </summary>
internal partial class RawContender : IContender
{
    private const int FileBytes = 8 << 20;
    private readonly SafeFileHandle _file;
    private byte[] _run = [];
    private long _at;

    public RawContender(string directory)
    {
        _file = File.OpenHandle(Path.Combine(directory, Name), FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(_file, new byte[FileBytes], 0);
        Sync();
    }

    public virtual string Name => "raw";

    public virtual ValueTask CommitAsync(byte[] payload, int records)
    {
        Commit(payload, records);
        return default;
    }

    public virtual ValueTask DisposeAsync()
    {
        _file.Dispose();
        return default;
    }

    protected void Commit(byte[] payload, int records)
    {
        var bytes = payload.Length * records;
        if (_run.Length != bytes)
        {
            _run = new byte[bytes];
            for (var i = 0; i < records; i++) payload.CopyTo(_run, i * payload.Length);
        }

        if (_at + bytes > FileBytes) _at = 0;
        RandomAccess.Write(_file, _run, _at);
        Sync();
        _at += bytes;
    }

    private void Sync()
    {
        if (DataSync(_file) != 0) throw new IOException("fdatasync");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int DataSync(SafeFileHandle file);
}
