using System.Globalization;
using System.Text;

namespace SmartCity.Gateway.Hardware.Generate.Wiring;

/// <summary>Writes SVG elements; numbers are whole units, so that the same board gives the same bytes everywhere.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Raw(string element) => _text.Append(element).Append('\n');

    public void Rect(int x, int y, int width, int height, string style) =>
        Raw(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"{style}\"/>"));

    /// <summary>A line through points given as x, y, x, y, ….</summary>
    public void Line(string style, params ReadOnlySpan<int> points)
    {
        _text.Append("<polyline points=\"");
        for (int i = 0; i < points.Length; i += 2)
            _text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " ")}{points[i]},{points[i + 1]}");
        _text.Append("\" class=\"").Append(style).Append("\"/>\n");
    }

    public void Dot(int x, int y) =>
        Raw(string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"));

    /// <summary>Text with its baseline at y. The anchor is start, middle or end.</summary>
    public void Text(int x, int y, string text, string style = "t", string anchor = "start") =>
        Raw(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" class=\"{style}\" text-anchor=\"{anchor}\">{Escape(text)}</text>"));

    /// <summary>Width of a small text from its average glyph, enough to size a box around it.</summary>
    public static int WidthOf(string text) => (text.Length * 8) + 6;

    /// <summary>Width of a text in the monospaced style.</summary>
    public static int MonoWidthOf(string text) => (text.Length * 9) + 6;

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
