using System.Globalization;
using System.Text;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Wire;

namespace SmartCity.Gateway.Fleet.Exchange;

/// <summary>
/// Nodes as CSV (RFC 4180, UTF-8): the columns of <see cref="Header"/> in any order, <c>site</c> and <c>node</c> required.
/// An import takes board, profile, position, owner and notes; what nodes have told of themselves is not taken from a file.
/// </summary>
internal static class FleetCsv
{
    public static readonly string[] Header =
        ["site", "node", "board", "profile", "latitude", "longitude", "owner", "notes", "last_seen", "firmware", "battery_v", "revoked"];

    public static string Write(IEnumerable<FleetNode> nodes)
    {
        var text = new StringBuilder();
        Line(text, Header);
        foreach (var node in nodes)
        {
            Line(
                text,
                [
                    node.Site, node.Node, node.Board, node.Profile, Number(node.Position?.Latitude), Number(node.Position?.Longitude), node.Owner, node.Notes,
                    Time(node.Report.SeenMs), node.Report.Firmware, Number(node.Report.Battery), Time(node.RevokedMs ?? 0),
                ]);
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The file is not such a table; the message says in which line and why.</exception>
    public static IReadOnlyList<FleetNode> Read(string text)
    {
        var rows = CsvText.Rows(text);
        if (rows.Count == 0) throw new FormatException("line 1: expected a line of column names");
        var columns = rows[0].Cells;
        foreach (var required in new[] { "site", "node" })
        {
            if (!columns.Contains(required)) throw new FormatException($"line 1: the column {required} is missing");
        }

        if (columns.Except(Header).FirstOrDefault() is { } unknown) throw new FormatException($"line 1: unknown column {unknown}; expected some of {string.Join(", ", Header)}");
        return [.. rows.Skip(1).Select(row => Read(row, columns))];
    }

    private static FleetNode Read(CsvRow row, IReadOnlyList<string> columns)
    {
        if (row.Cells.Count != columns.Count) throw new FormatException($"line {row.Line}: expected {columns.Count} cells, found {row.Cells.Count}");
        string? Cell(string name)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] == name) return row.Cells[i].Length == 0 ? null : row.Cells[i];
            }

            return null;
        }

        var (site, node) = (Cell("site") ?? "", Cell("node") ?? "");
        if (!Topics.IsLevel(site) || !Topics.IsLevel(node)) throw new FormatException($"line {row.Line}: expected site and node of the form [a-z0-9-]{{1,32}}");
        return new FleetNode
        {
            Site = site,
            Node = node,
            Board = Cell("board"),
            Profile = Cell("profile"),
            Position = GeoText.Position(Cell("latitude"), Cell("longitude"), $"line {row.Line}"),
            Owner = Cell("owner"),
            Notes = Cell("notes"),
        };
    }

    private static void Line(StringBuilder text, IReadOnlyList<string?> cells) => text.AppendJoin(',', cells.Select(CsvText.Cell)).Append("\r\n");

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
