namespace SmartCity.Gateway.Hardware.Model;

/// <summary>The folder <c>hardware/</c> of a checkout.</summary>
public sealed class HardwareFolder
{
    private readonly Dictionary<string, ModuleFacts> _modules = new(StringComparer.Ordinal);

    /// <param name="root">The checkout, which holds <c>hardware/</c>.</param>
    public HardwareFolder(string root)
    {
        Root = root;
    }

    public string Root { get; }

    /// <summary>The checkout around a directory, or null when no folder above it holds <c>hardware/boards</c>.</summary>
    public static HardwareFolder? Around(string directory)
    {
        for (string? at = Path.GetFullPath(directory); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, "hardware", "boards"))) return new HardwareFolder(at);
        }

        return null;
    }

    /// <summary>Names of the boards, in ordinal order.</summary>
    public IReadOnlyList<string> BoardNames() =>
        [.. Directory.GetDirectories(Path.Combine(Root, "hardware", "boards"))
            .Where(d => File.Exists(Path.Combine(d, "board.json")))
            .Select(d => Path.GetFileName(d))
            .Order(StringComparer.Ordinal)];

    /// <exception cref="FormatException">The file is not a board; the message says where and why.</exception>
    /// <exception cref="IOException">There is no such board.</exception>
    public Board Board(string name)
    {
        string path = $"hardware/boards/{name}/board.json";
        Board board = HardwareJson.ParseBoard(File.ReadAllText(Path.Combine(Root, path)), path);
        if (board.Name != name) throw new FormatException($"{path}: names itself {board.Name}, not {name} as its folder");
        return board;
    }

    /// <exception cref="FormatException">The file is not a module.</exception>
    /// <exception cref="IOException">There is no such module.</exception>
    public ModuleFacts Module(string name)
    {
        if (_modules.TryGetValue(name, out ModuleFacts? known)) return known;
        string path = $"hardware/modules/{name}.json";
        return _modules[name] = HardwareJson.ParseModule(File.ReadAllText(Path.Combine(Root, path)), path);
    }
}
