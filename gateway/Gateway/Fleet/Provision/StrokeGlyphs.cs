namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// The Chinese characters of the label, drawn stroke by stroke for it: points x, y in a square of <see cref="Em"/>, from the
/// top left. A character more on the label is a line more here.
/// </summary>
internal static class StrokeGlyphs
{
    public const int Em = 112;

    /// <summary>From the top of the square to the baseline.</summary>
    public const int Ascent = 94;

    /// <summary>Width of the pen.</summary>
    public const int Pen = 7;

    private static readonly Dictionary<char, int[][]> Glyphs = new()
    {
        ['按'] = [[4, 24, 38, 24], [22, 2, 22, 96, 11, 90], [4, 66, 38, 50], [66, 2, 70, 13], [44, 32, 44, 18, 96, 18, 94, 32], [64, 28, 53, 68, 90, 98], [84, 52, 74, 78, 44, 98], [42, 50, 100, 50]],
        ['住'] = [[30, 2, 8, 46], [20, 30, 20, 98], [60, 2, 70, 14], [40, 24, 96, 24], [46, 58, 92, 58], [36, 95, 100, 95], [68, 24, 68, 95]],
        ['钮'] = [[22, 2, 4, 34], [16, 20, 40, 20], [10, 40, 38, 40], [4, 62, 40, 62], [22, 40, 22, 94, 40, 80], [50, 12, 90, 12, 84, 94], [65, 12, 58, 94], [48, 52, 98, 52], [42, 94, 102, 94]],
        ['秒'] = [[36, 4, 8, 14], [2, 32, 44, 32], [23, 10, 23, 98], [23, 34, 3, 66], [23, 38, 42, 60], [70, 2, 70, 58], [57, 20, 46, 48], [83, 20, 97, 44], [95, 52, 76, 80, 46, 98]],
        ['：'] = [[18, 52, 19, 53], [18, 84, 19, 85]],
        ['自'] = [[54, 0, 44, 18], [22, 98, 22, 18, 80, 18, 80, 98], [22, 44, 80, 44], [22, 70, 80, 70], [22, 95, 80, 95]],
        ['检'] = [[3, 28, 42, 28], [22, 2, 22, 98], [22, 30, 4, 66], [22, 36, 40, 58], [70, 2, 58, 22, 42, 38], [70, 2, 82, 22, 100, 38], [56, 42, 84, 42], [48, 56, 54, 78], [66, 52, 70, 76], [92, 54, 80, 84], [42, 95, 100, 95]],
    };

    public static bool Has(char c) => Glyphs.ContainsKey(c);

    public static IReadOnlyList<int[]> Of(char c) => Glyphs[c];
}
