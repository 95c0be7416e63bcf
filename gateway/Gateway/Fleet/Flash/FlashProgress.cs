using System.Security.Cryptography;
using System.Text;
using SmartCity.Gateway.Tls;

namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>
/// Which steps of a node's folder are done, <c>flash.done</c>: a line a step with the digest of its command and of the
/// files it writes. An interrupted run goes on where it was; a changed file is written again, and all after it.
/// </summary>
internal sealed class FlashProgress
{
    private readonly string _folder;
    private readonly string _file;
    private readonly HashSet<string> _done;

    public FlashProgress(string folder, bool again)
    {
        _folder = folder;
        _file = Path.Combine(folder, "flash.done");
        _done = !again && File.Exists(_file) ? [.. File.ReadAllLines(_file)] : [];
    }

    public bool IsDone(FlashStep step) => !step.Repeat && _done.Contains(Line(step));

    /// <summary>What was written after this step before is not there any more.</summary>
    public void Begin(FlashStep step, IReadOnlyList<FlashStep> all)
    {
        if (step.Repeat) return;
        foreach (var later in all.SkipWhile(other => other.Key != step.Key)) _done.RemoveWhere(line => line.StartsWith(later.Key + " ", StringComparison.Ordinal));
        Save();
    }

    public void Done(FlashStep step)
    {
        if (step.Repeat) return;
        _done.Add(Line(step));
        Save();
    }

    private string Line(FlashStep step)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', step.Arguments)));
        foreach (var path in step.Files.Select(file => Path.Combine(_folder, file)).Where(File.Exists)) digest.AppendData(File.ReadAllBytes(path));
        return $"{step.Key} {Convert.ToHexStringLower(digest.GetHashAndReset())}";
    }

    private void Save() => KeyFile.WritePublic(_file, string.Concat(_done.Select(line => line + "\n")));
}
