using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SmartCity.Gateway.Tests.Operate.Support;

/// <summary>A support bundle as one text: each entry's name and content.</summary>
internal static class BundleText
{
    public static string Of(string file)
    {
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var text = new StringBuilder();
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
            text.Append(entry.Name).Append('\n').Append(reader.ReadToEnd());
        }

        return text.ToString();
    }
}
