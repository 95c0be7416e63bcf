using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// The label on the node's box, 62 × 29 mm: a QR code with the node's name, the short code, and what to do, in English and
/// Chinese. SVG, which every browser prints with its own Chinese type, and the code alone as PNG for label printers.
/// Nothing on it is secret. <see cref="LabelPdf"/> is the same on a page of its own.
/// </summary>
internal static class NodeLabel
{
    public const double WidthMm = 62;
    public const double HeightMm = 29;
    public const double QrMm = 25;
    public const double QrLeft = 2;
    public const double TextLeft = 29;
    private const int PixelsPerModule = 12;

    /// <summary>What the code says: <c>smartcity:xizhimen/ix-017?code=7K4-M2Q</c>.</summary>
    public static string Content(NodeName name) => $"smartcity:{name.Site}/{name.Node}?code={ShortCode.Of(name)}";

    public static byte[] Png(NodeName name)
    {
        using var data = Modules(name);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(PixelsPerModule);
    }

    public static string Svg(NodePlan plan)
    {
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"62mm\" height=\"29mm\" viewBox=\"0 0 62 29\" font-family=\"'Noto Sans CJK SC','Microsoft YaHei',sans-serif\">\n");
        svg.Append("<rect width=\"62\" height=\"29\" fill=\"#fff\"/>\n");
        Code(svg, plan.Name);
        foreach (var line in Lines(plan)) Line(svg, line);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>What is beside the code, from top to bottom.</summary>
    public static IReadOnlyList<LabelLine> Lines(NodePlan plan) =>
    [
        new(6, 4.4, true, plan.Name.Node),
        new(10.5, 2.8, false, plan.Name.Site),
        new(14.5, 2.4, false, plan.Board),
        new(19.5, 3.6, true, ShortCode.Of(plan.Name)),
        new(23.5, 2.1, false, "Hold the button 2 s: self-test"),
        new(27, 2.1, false, "按住按钮 2 秒：自检"),
    ];

    /// <summary>The code's modules, with its quiet zone.</summary>
    public static QRCodeData Modules(NodeName name)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(Content(name), QRCodeGenerator.ECCLevel.M);
    }

    private static void Code(StringBuilder svg, NodeName name)
    {
        using var data = Modules(name);
        var rows = data.ModuleMatrix;
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({QrLeft} {QrLeft}) scale({QrMm / rows.Count:F5})\" shape-rendering=\"crispEdges\"><path d=\"");
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x]) svg.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        svg.Append("\"/></g>\n");
    }

    private static void Line(StringBuilder svg, LabelLine line) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{TextLeft}\" y=\"{line.Y}\" font-size=\"{line.Size}\" font-weight=\"{(line.Bold ? "bold" : "normal")}\">{WebUtility.HtmlEncode(line.Text)}</text>\n");
}

/// <summary>A line of text: millimetres of its baseline from the top and of its height.</summary>
internal readonly record struct LabelLine(double Y, double Size, bool Bold, string Text);
