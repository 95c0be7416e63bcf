using System.Globalization;
using System.Text;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo.Ledger;

/// <summary>
/// Which packs one end has seen, and how many readings each held. Kept as a text file, a line a pack
/// (<c>site node boot seq readings</c>), written through to the operating system before <see cref="Add"/> returns: a
/// killed demo finds on its next start what both ends had seen.
/// </summary>
internal sealed class PackLedger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PackKey, int> _packs = [];
    private readonly FileStream _file;

    private PackLedger(FileStream file) => _file = file;

    /// <summary>Readings over all packs.</summary>
    public long Readings { get; private set; }

    /// <summary>Opens or makes the file; a last line torn by a kill is cut off.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is not one of a ledger.</exception>
    public static PackLedger Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var ledger = new PackLedger(file);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        var number = 0;
        foreach (var line in Encoding.ASCII.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            if (!TryParse(line, out var key, out var readings))
            {
                file.Dispose();
                throw new InvalidDataException($"{path}:{number}: expected 'site node boot seq readings', found '{line}'. Move the file away to begin a new ledger.");
            }

            ledger.Enter(key, readings);
        }

        return ledger;
    }

    /// <summary>Enters a pack; false when it was there already.</summary>
    public bool Add(PackKey key, int readings)
    {
        lock (_gate)
        {
            if (!Enter(key, readings)) return false;
            _file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Site} {key.Node} {key.Boot} {key.Seq} {readings}\n")));
            return true;
        }
    }

    public bool Contains(PackKey key)
    {
        lock (_gate) return _packs.ContainsKey(key);
    }

    /// <summary>A copy to compare with the other end's.</summary>
    public Dictionary<PackKey, int> Snapshot()
    {
        lock (_gate) return new Dictionary<PackKey, int>(_packs);
    }

    public void Dispose() => _file.Dispose();

    private bool Enter(PackKey key, int readings)
    {
        if (!_packs.TryAdd(key, readings)) return false;
        Readings += readings;
        return true;
    }

    private static bool TryParse(string line, out PackKey key, out int readings)
    {
        key = default;
        readings = 0;
        var part = line.Split(' ');
        if (part.Length != 5
            || !uint.TryParse(part[2], NumberStyles.None, CultureInfo.InvariantCulture, out var boot)
            || !uint.TryParse(part[3], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            || !int.TryParse(part[4], NumberStyles.None, CultureInfo.InvariantCulture, out readings)) return false;
        key = new PackKey(part[0], part[1], boot, seq);
        return true;
    }
}
