using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmartCity.Journal;

/// <summary>One file of a real file system: pread, pwrite, fdatasync.</summary>
internal sealed class StorageFile(string path, FileMode mode) : IStorageFile
{
    // ReadWrite sharing, so that .NET takes no flock of its own on segments.
    private readonly SafeFileHandle _handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public long Length
    {
        get
        {
            try
            {
                return RandomAccess.GetLength(_handle);
            }
            catch (IOException error)
            {
                throw Errno.Translate(error, path);
            }
        }
    }

    public int Read(Span<byte> into, long offset)
    {
        try
        {
            return RandomAccess.Read(_handle, into, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Translate(error, path);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Translate(error, path);
        }
    }

    public void Sync()
    {
        if (OperatingSystem.IsLinux())
        {
            if (LibC.DataSync(_handle) < 0) throw Errno.Translate(Marshal.GetLastPInvokeError(), path);
            return;
        }
        RandomAccess.FlushToDisk(_handle);
    }

    public void DropCache()
    {
        if (OperatingSystem.IsLinux()) _ = LibC.Advise(_handle, 0, 0, LibC.DontNeed);
    }

    public void Dispose() => _handle.Dispose();
}
