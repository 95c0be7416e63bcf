using System.Globalization;

namespace SmartCity.Journal;

/// <summary>Where things stand in a segment file, and what the files are called.</summary>
internal static class Layout
{
    /// <summary>First byte of records; before it the first copy of the identity.</summary>
    public const int DataOffset = SegmentBlock.Sector;

    private const string Prefix = "segment-", Suffix = ".seg", Unfinished = ".new", Aside = ".aside";

    /// <summary>One past the last byte of records; behind it the second copy of the identity.</summary>
    public static int DataEnd(int segmentBytes) => segmentBytes - SegmentBlock.Sector;

    public static string Name(int slot) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot:d8}{Suffix}");

    /// <summary>A slot being zeroed; nothing in it counts.</summary>
    public static string UnfinishedName(int slot) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot:d8}{Unfinished}");

    public static string AsideName(string name, int copy) => string.Create(CultureInfo.InvariantCulture, $"{name}.{copy}{Aside}");

    public static bool TrySlot(string name, out int slot)
    {
        slot = 0;
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Prefix.Length, Math.Max(0, name.Length - Prefix.Length - Suffix.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out slot);
    }
}
