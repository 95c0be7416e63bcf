using SmartCity.Node.Outbox;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>
/// A flat folder of the host as the node's flash. Every call opens, works and closes, so what a call has written is
/// the operating system's before it returns and outlives the process, <c>kill -9</c> included.
/// </summary>
public sealed class DirectoryFlash : IFlash
{
    private readonly string _folder;

    /// <param name="folder">Created when missing; holds nothing but this node's files.</param>
    public DirectoryFlash(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public string[] List()
    {
        string[] names = Directory.GetFiles(_folder);
        for (int i = 0; i < names.Length; i++) names[i] = Path.GetFileName(names[i]);
        return names;
    }

    public int Length(string name)
    {
        var file = new FileInfo(At(name));
        return file.Exists ? (int)file.Length : -1;
    }

    public int Read(string name, int fileOffset, byte[] buffer, int offset, int count)
    {
        try
        {
            using var file = new FileStream(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            file.Position = fileOffset;
            return file.ReadAtLeast(buffer.AsSpan(offset, count), count, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    public bool Write(string name, byte[] buffer, int offset, int count) =>
        Put(name, FileMode.Create, buffer.AsSpan(offset, count));

    public bool Append(string name, byte[] buffer, int offset, int count) =>
        Put(name, FileMode.Append, buffer.AsSpan(offset, count));

    public void Delete(string name) => File.Delete(At(name));

    private bool Put(string name, FileMode mode, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = new FileStream(At(name), mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(bytes);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string At(string name)
    {
        if (Path.GetFileName(name) != name || name.Length == 0) throw new ArgumentException("flash is one flat folder", nameof(name));
        return Path.Combine(_folder, name);
    }
}
