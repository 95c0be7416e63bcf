using System.IO.Compression;
using System.Text.Json;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>Reads what the file sink wrote, as a consumer would: closed files by name, then the running one.</summary>
internal static class FileLines
{
    public static IReadOnlyList<string> Files(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        return [.. Directory.GetFiles(Path.GetDirectoryName(path)!, stem + "-*").Order(StringComparer.Ordinal), path];
    }

    /// <summary>Every line, parsed; a torn one is an error.</summary>
    public static IEnumerable<JsonDocument> Read(string path)
    {
        foreach (var file in Files(path))
        {
            if (!File.Exists(file)) continue;
            using Stream raw = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var text = System.Text.Encoding.UTF8.GetString(memory.ToArray());
            Assert.IsTrue(text.Length == 0 || text.EndsWith('\n'), "a line is torn");
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) yield return JsonDocument.Parse(line);
        }
    }

    /// <summary>Keys <c>node/boot/seq/index</c> of every line.</summary>
    public static IReadOnlyList<string> Keys(string path) => [.. Read(path).Select(line =>
    {
        var reading = line.RootElement;
        return $"{reading.GetProperty("node").GetString()}/{reading.GetProperty("boot").GetUInt32()}/{reading.GetProperty("seq").GetUInt32()}/{reading.GetProperty("index").GetInt32()}";
    })];
}
