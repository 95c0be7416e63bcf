using System.Security.Cryptography;
using System.Text;
using SmartCity.Gateway.Forward.Files;

namespace SmartCity.Gateway.Operate.Reload;

/// <summary>
/// What the gateway remembers of configurations, in <c>config/</c> of its state directory: the text of the last one that
/// proved itself, the digest of the one that was undone, and which receivers were reached. The files hold what the
/// configuration holds, secrets too, and are their owner's alone.
/// </summary>
internal sealed class ConfigBook(string data)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Directory => Path.Combine(data, "config");

    private string GoodFile => Path.Combine(Directory, "last-good.json");

    private string UndoneFile => Path.Combine(Directory, "undone.sha256");

    private string ReachedFile => Path.Combine(Directory, "reached");

    /// <summary>The text of the last configuration that proved itself, or null.</summary>
    public byte[]? Good => File.Exists(GoodFile) ? File.ReadAllBytes(GoodFile) : null;

    /// <summary>Names of the receivers reached when the gateway last stopped or changed; null when that is not known.</summary>
    public IReadOnlyCollection<string>? Reached => File.Exists(ReachedFile) ? File.ReadAllLines(ReachedFile) : null;

    /// <summary>True for the very text that was undone.</summary>
    public bool WasUndone(byte[] text) => File.Exists(UndoneFile) && File.ReadAllText(UndoneFile).Trim() == Digest(text);

    /// <summary>This text proved itself.</summary>
    public void Keep(byte[] text)
    {
        if (Good is not { } good || !good.AsSpan().SequenceEqual(text)) Write(GoodFile, text);
        File.Delete(UndoneFile);
    }

    /// <summary>There is nothing to go back to yet: the first text has the benefit of the doubt.</summary>
    public void KeepFirst(byte[] text)
    {
        if (Good is null) Keep(text);
    }

    /// <summary>This text broke the uplink; a restart is not to try it again.</summary>
    public void Undo(byte[] text) => Write(UndoneFile, Encoding.ASCII.GetBytes(Digest(text) + "\n"));

    public void Note(IEnumerable<string> reached) => Write(ReachedFile, Encoding.UTF8.GetBytes(string.Concat(reached.Select(name => name + "\n"))));

    private static string Digest(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    // Whole or not at all, also through a power cut: written beside, synced, renamed.
    private void Write(string file, byte[] content)
    {
        System.IO.Directory.CreateDirectory(Directory);
        var beside = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
        Durable.SyncDirectory(file);
    }
}
