using System.Globalization;
using System.Text;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// The label as a PDF of one page (ISO 32000-1, version 1.7). Latin text is set in Helvetica, which every reader has
/// (§9.6.2.2); readers have no Chinese type in common, so those characters are drawn (<see cref="StrokeGlyphs"/>), with
/// the text beside them for whoever searches or reads aloud (§14.9.4).
/// </summary>
internal static class LabelPdf
{
    private const double PointsPerMm = 72 / 25.4;

    // Of the width of a character in Helvetica, on average; only a drawn character after it depends on it.
    private const double DigitWidth = 0.556;
    private const double SpaceWidth = 0.278;

    public static byte[] Write(NodePlan plan)
    {
        var content = Content(plan);
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Number(NodeLabel.WidthMm * PointsPerMm)} {Number(NodeLabel.HeightMm * PointsPerMm)}] "
                + "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            $"<< /Title ({plan.Name}) >>",
        ];
        var file = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        foreach (var text in objects)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{text}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places) file.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    // In millimetres from the top left, as the SVG is.
    private static string Content(NodePlan plan)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{Number(PointsPerMm)} 0 0 {Number(-PointsPerMm)} 0 {Number(NodeLabel.HeightMm * PointsPerMm)} cm\n");
        Code(page, plan);
        foreach (var line in NodeLabel.Lines(plan)) Line(page, line);
        return page.ToString();
    }

    private static void Code(StringBuilder page, NodePlan plan)
    {
        using var data = NodeLabel.Modules(plan.Name);
        var rows = data.ModuleMatrix;
        var side = NodeLabel.QrMm / rows.Count;
        page.Append(CultureInfo.InvariantCulture, $"q {Number(side)} 0 0 {Number(side)} {Number(NodeLabel.QrLeft)} {Number(NodeLabel.QrLeft)} cm\n");
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x]) page.Append(CultureInfo.InvariantCulture, $"{x} {y} 1 1 re\n");
            }
        }

        page.Append("f Q\n");
    }

    private static void Line(StringBuilder page, LabelLine line)
    {
        if (!line.Text.Any(StrokeGlyphs.Has))
        {
            Text(page, line, NodeLabel.TextLeft, line.Text);
            return;
        }

        page.Append("/Span << /ActualText <").Append(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("\ufeff" + line.Text))).Append("> >> BDC\n");
        var x = NodeLabel.TextLeft;
        foreach (var c in line.Text)
        {
            if (StrokeGlyphs.Has(c)) Drawn(page, line, x, c);
            else if (c != ' ') Text(page, line, x, c.ToString());
            x += line.Size * (StrokeGlyphs.Has(c) ? 1 : c == ' ' ? SpaceWidth : DigitWidth);
        }

        page.Append("EMC\n");
    }

    private static void Text(StringBuilder page, LabelLine line, double x, string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        page.Append(CultureInfo.InvariantCulture, $"BT {(line.Bold ? "/F2" : "/F1")} {Number(line.Size)} Tf 1 0 0 -1 {Number(x)} {Number(line.Y)} Tm ({escaped}) Tj ET\n");
    }

    private static void Drawn(StringBuilder page, LabelLine line, double x, char c)
    {
        var scale = line.Size / StrokeGlyphs.Em;
        page.Append(CultureInfo.InvariantCulture, $"q {Number(scale)} 0 0 {Number(scale)} {Number(x)} {Number(line.Y - (line.Size * StrokeGlyphs.Ascent / StrokeGlyphs.Em))} cm {StrokeGlyphs.Pen} w 1 J 1 j\n");
        foreach (var stroke in StrokeGlyphs.Of(c))
        {
            for (var i = 0; i < stroke.Length; i += 2) page.Append(CultureInfo.InvariantCulture, $"{stroke[i]} {stroke[i + 1]} {(i == 0 ? "m" : "l")} ");
            page.Append("S\n");
        }

        page.Append("Q\n");
    }

    private static string Number(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
