using System.Runtime.InteropServices;

namespace SmartCity.Journal;

/// <summary>A directory of a real file system. Made if it is not there; the lock file in it is held while open.</summary>
public sealed class FileStorage : IStorage
{
    /// <summary>Held with flock; carries nothing.</summary>
    public const string LockName = "journal.lock";

    private readonly string _directory;

    /// <param name="directory">Path of the journal's directory.</param>
    public FileStorage(string directory)
    {
        _directory = Path.GetFullPath(directory);
        Guard(() => Directory.CreateDirectory(_directory), "create directory");
    }

    public IReadOnlyList<string> List() =>
        Guard(() => Directory.GetFiles(_directory).Select(path => Path.GetFileName(path)).ToArray(), "list");

    public bool Exists(string name) => File.Exists(PathOf(name));

    public IStorageFile Open(string name) => Guard(() => new StorageFile(PathOf(name), FileMode.Open), name);

    public IStorageFile Create(string name) => Guard(() => new StorageFile(PathOf(name), FileMode.Create), name);

    public void Rename(string from, string to) => Guard(() => { File.Move(PathOf(from), PathOf(to), overwrite: true); return true; }, from);

    public void SyncDirectory()
    {
        var descriptor = LibC.Open(_directory, LibC.OpenDirectory);
        if (descriptor < 0) throw Errno.Translate(Marshal.GetLastPInvokeError(), _directory);
        var failed = LibC.Sync(descriptor) < 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = LibC.Close(descriptor);
        if (failed != 0) throw Errno.Translate(failed, _directory);
    }

    public IDisposable Lock()
    {
        try
        {
            return File.OpenHandle(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException) && error.HResult == TryAgain)
        {
            throw new StorageException(StorageFault.Locked, $"{_directory} is open in another process", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Translate(error, LockName);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>EWOULDBLOCK of flock.</summary>
    private const int TryAgain = 11;

    private string PathOf(string name) => Path.Combine(_directory, name);

    private static T Guard<T>(Func<T> work, string what)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Translate(error, what);
        }
    }
}
