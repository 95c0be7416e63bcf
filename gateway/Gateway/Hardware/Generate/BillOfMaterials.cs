using System.Globalization;
using System.Text;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate;

/// <summary>Writes <c>bom.csv</c> (RFC 4180, lines end in LF): all that is bought for one board.</summary>
public static class BillOfMaterials
{
    private const string Header = "ref,part,value,quantity,package,price_class,alternatives,purpose\n";

    public static string Write(BoardContext c)
    {
        var text = new StringBuilder(Header);
        Row(text, "M", c.Module.Part, "", 1, c.Module.Package, c.Module.Price, c.Module.Alternatives, "Module");
        foreach (Device d in c.Board.Devices) Row(text, d.Ref, d.Part, "", 1, d.Package, d.Price, d.Alternatives, d.Purpose.En);
        foreach (Connector x in c.Board.Connectors) Row(text, x.Ref, x.Part, "", 1, "", x.Price, x.Alternatives, x.Title.En);
        foreach (Part p in c.Board.Parts) Row(text, p.Ref, p.Name, p.Value, p.Quantity, p.Package, p.Price, p.Alternatives, p.Purpose);
        Row(text, "BOX", c.Board.Enclosure.Part, c.Board.Enclosure.Rating, 1, "", PriceClass.C, [], "Enclosure");
        return text.ToString();
    }

    private static void Row(StringBuilder text, string reference, string part, string value, int quantity, string package, PriceClass price, IReadOnlyList<string> alternatives, string purpose)
    {
        string[] cells = [reference, part, value, quantity.ToString(CultureInfo.InvariantCulture), package, price.ToString(), string.Join("; ", alternatives), purpose];
        text.AppendJoin(',', cells.Select(Quoted)).Append('\n');
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
