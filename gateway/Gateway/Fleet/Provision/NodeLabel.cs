using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// The label on the node's box, 62 × 29 mm: a QR code with the node's name, the short code, and what to do, in English and
/// Chinese. SVG, which every browser prints with its own Chinese type, and the code alone as PNG for label printers.
/// Nothing on it is secret.
/// </summary>
internal static class NodeLabel
{
    private const double QrMm = 25;
    private const double QrLeft = 2;
    private const double TextLeft = 29;
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
        Line(svg, 6, 4.4, "bold", plan.Name.Node);
        Line(svg, 10.5, 2.8, "normal", plan.Name.Site);
        Line(svg, 14.5, 2.4, "normal", plan.Board);
        Line(svg, 19.5, 3.6, "bold", ShortCode.Of(plan.Name));
        Line(svg, 23.5, 2.1, "normal", "Hold the button 2 s: self-test");
        Line(svg, 27, 2.1, "normal", "按住按钮 2 秒：自检");
        return svg.Append("</svg>\n").ToString();
    }

    private static QRCodeData Modules(NodeName name)
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

    private static void Line(StringBuilder svg, double y, double size, string weight, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{TextLeft}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\">{WebUtility.HtmlEncode(text)}</text>\n");
}
