using System.Text;

namespace SmartCity.Gateway.Fleet.Exchange;

/// <summary>A row, and the line it begins on (from 1).</summary>
internal readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>RFC 4180: cells, quotes, rows.</summary>
internal static class CsvText
{
    /// <summary>A cell as it is written: in quotes where it must be.</summary>
    public static string Cell(string? text)
    {
        if (text is null) return "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<CsvRow> Rows(string text)
    {
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, begin, quoted) = (1, 1, false);
        for (var i = text.StartsWith('\ufeff') ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                EndCell();
            }
            else if (c == '\n')
            {
                EndRow();
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (quoted) throw new FormatException($"line {begin}: a quote is not closed");
        if (cell.Length > 0 || cells.Count > 0) EndRow();
        return rows;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (cells.Count > 1 || cells[0].Length > 0) rows.Add(new CsvRow(begin, [.. cells]));
            cells.Clear();
            begin = line;
        }
    }
}
