using System.Globalization;
using System.IO.Compression;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>Names files that are closed and compresses them beside the running one, one at a time.</summary>
internal sealed class ClosedFiles(string path, bool gzip)
{
    private readonly string _directory = Path.GetDirectoryName(path)!;
    private readonly string _stem = Path.GetFileNameWithoutExtension(path);
    private readonly string _extension = Path.GetExtension(path);
    private Task _work = Task.CompletedTask;

    /// <summary>Ends when nothing is left to compress.</summary>
    public Task Idle => _work;

    /// <summary>Moves the running file to its closed name, which carries the time it was begun; returns that name.</summary>
    public string Close(long begunMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(begunMs).ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var name = Path.Combine(_directory, $"{_stem}-{time}{_extension}");
        for (var i = 2; File.Exists(name) || File.Exists(name + ".gz"); i++) name = Path.Combine(_directory, $"{_stem}-{time}-{i}{_extension}");
        File.Move(path, name);
        Durable.SyncDirectory(path);
        return name;
    }

    /// <summary>Compresses what is closed and not yet compressed, the rest of an interrupted run included.</summary>
    public void CompressAll()
    {
        // Behind what is under way, which may have passed by the file just closed.
        if (gzip) _work = AfterAsync(_work);
    }

    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(false);
        await Task.Run(CompressEach).ConfigureAwait(false);
    }

    private void CompressEach()
    {
        foreach (var closed in Directory.GetFiles(_directory, $"{_stem}-*{_extension}").Where(file => file.EndsWith(_extension, StringComparison.Ordinal)).Order())
        {
            try
            {
                Compress(closed);
            }
            catch (IOException)
            {
                // The disk is full or somebody moved the file: it stays as it is, whole and readable, until the next time.
            }
        }
    }

    private static void Compress(string closed)
    {
        var packed = closed + ".gz";
        var unfinished = packed + ".new";
        if (!File.Exists(packed))
        {
            using (var from = File.OpenRead(closed))
            using (var to = File.Create(unfinished))
            {
                using (var zip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true)) from.CopyTo(zip);
                to.Flush(flushToDisk: true);
            }

            File.Move(unfinished, packed);
            Durable.SyncDirectory(packed);
        }

        File.Delete(closed);
    }
}
