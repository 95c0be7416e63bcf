using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Provision;

namespace SmartCity.Gateway.Tests.Fleet;

/// <summary>The label's PDF, taken apart as a reader would: from its end (ISO 32000-1 §7.5).</summary>
[TestClass]
public sealed partial class LabelPdfTests
{
    private static readonly NodePlan Plan = new()
    {
        Name = new NodeName("xizhimen", "ix-017"),
        Board = "intersection-ix1",
        Secret = "secret-of-the-node",
        Host = "gateway-1.local",
        Port = 8883,
        Tls = true,
        Authority = "",
    };

    private static readonly string Text = Encoding.ASCII.GetString(LabelPdf.Write(Plan));

    [TestMethod]
    public void Every_object_is_where_the_table_says()
    {
        StringAssert.StartsWith(Text, "%PDF-1.7\n");
        StringAssert.EndsWith(Text, "%%EOF\n");
        var table = int.Parse(End().Match(Text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.AreEqual("xref\n0 8\n", Text.Substring(table, 9));
        var entries = Entry().Matches(Text[table..]);
        Assert.HasCount(7, entries);
        for (var i = 0; i < entries.Count; i++)
        {
            StringAssert.StartsWith(Text[int.Parse(entries[i].Groups[1].Value, CultureInfo.InvariantCulture)..], $"{i + 1} 0 obj\n");
        }

        var stream = Stream().Match(Text);
        Assert.AreEqual(int.Parse(stream.Groups[1].Value, CultureInfo.InvariantCulture), stream.Groups[2].Length);
    }

    [TestMethod]
    public void The_page_is_the_label_with_the_code_and_both_languages_and_without_a_secret()
    {
        StringAssert.Contains(Text, "/MediaBox [0 0 175.74803 82.20472]");
        foreach (var line in new[] { "(ix-017) Tj", "(xizhimen) Tj", "(intersection-ix1) Tj", $"({ShortCode.Of(Plan.Name)}) Tj", "(Hold the button 2 s: self-test) Tj" }) StringAssert.Contains(Text, line);
        var actual = Encoding.BigEndianUnicode.GetString(Convert.FromHexString(Actual().Match(Text).Groups[1].Value));
        Assert.AreEqual("\ufeff按住按钮 2 秒：自检", actual);
        using var code = NodeLabel.Modules(Plan.Name);
        Assert.HasCount(code.ModuleMatrix.Sum(row => row.Cast<bool>().Count(dark => dark)), Module().Matches(Text));
        Assert.DoesNotContain("secret", Text);
    }

    [TestMethod]
    public void Every_character_of_the_label_can_be_set_or_drawn()
    {
        foreach (var c in NodeLabel.Lines(Plan).SelectMany(line => line.Text))
        {
            Assert.IsTrue(char.IsAscii(c) || StrokeGlyphs.Has(c), $"{c} needs its strokes");
            if (StrokeGlyphs.Has(c)) Assert.IsTrue(StrokeGlyphs.Of(c).All(stroke => stroke.Length % 2 == 0 && stroke.Length >= 4 && stroke.All(at => at is >= 0 and <= StrokeGlyphs.Em)), $"{c} leaves its square");
        }
    }

    [GeneratedRegex("startxref\n(\\d+)\n%%EOF\n$")]
    private static partial Regex End();

    [GeneratedRegex("(\\d{10}) 00000 n \n")]
    private static partial Regex Entry();

    [GeneratedRegex("/Length (\\d+) >>\nstream\n(.*)\nendstream", RegexOptions.Singleline)]
    private static partial Regex Stream();

    [GeneratedRegex("/ActualText <([0-9A-F]+)>")]
    private static partial Regex Actual();

    [GeneratedRegex("^\\d+ \\d+ 1 1 re$", RegexOptions.Multiline)]
    private static partial Regex Module();
}
