using System.Globalization;
using System.Runtime.InteropServices;

namespace SmartCity.Gateway.Operate.Service;

/// <summary>
/// Hands back the pages of program and libraries that are in memory: most of them served the start alone. What is needed
/// again comes from the page cache, a few dozen faults. Pages of which this process has its own copy are not touched.
/// </summary>
internal static partial class ImagePages
{
    // MADV_DONTNEED of madvise(2): the pages of a private file mapping are read from the file again.
    private const int DontNeed = 4;

    /// <summary>Does nothing where there is no <c>/proc</c>.</summary>
    /// <returns>Bytes of the mappings that were handed back.</returns>
    public static long Release()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var released = 0L;
        try
        {
            foreach (var (start, length) in Clean(File.ReadLines("/proc/self/smaps")))
            {
                if (Advise(start, length, DontNeed) == 0) released += length;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return released;
        }

        return released;
    }

    /// <summary>The mappings of files, in the format of proc(5), that nobody may write and none of whose pages is a copy of ours.</summary>
    internal static IEnumerable<(nint Start, nint Length)> Clean(IEnumerable<string> smaps)
    {
        (nint Start, nint Length)? mapping = null;
        foreach (var line in smaps)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':')) mapping = OfFile(words);
            else if (words[0] == "Anonymous:" && words[1] != "0") mapping = null;
            else if (words[0] == "Swap:" && words[1] != "0") mapping = null;
            else if (words[0] == "VmFlags:" && mapping is { } clean) yield return clean;
        }
    }

    // start-end, permissions, offset, device, inode, path
    private static (nint Start, nint Length)? OfFile(string[] words)
    {
        if (words is not [var range, ['r', '-', _, 'p'], _, _, not "0", ['/', ..], ..]) return null;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var start = nint.Parse(range.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (start, nint.Parse(range.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) - start);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
