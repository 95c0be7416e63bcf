using System.Globalization;
using System.Text;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Web.Export;

/// <summary>A span of the history as CSV (RFC 4180): <c>site,node,channel,time,count,min,mean,max,flag</c>, times RFC 3339 in UTC.</summary>
internal static class CsvExport
{
    public static async Task WriteAsync(HttpContext context, HistoryQuery query, List<(long TimeMs, HistoryBucket Bucket)> rows)
    {
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(false)) { NewLine = "\r\n" };
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteLineAsync("site,node,channel,time,count,min,mean,max,flag").ConfigureAwait(false);
            foreach (var (time, bucket) in rows) await writer.WriteLineAsync(Line(query.Series, time, bucket)).ConfigureAwait(false);
        }
    }

    private static string Line(in SeriesName series, long time, in HistoryBucket bucket)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var figures = bucket.Count == 0 ? ",," : string.Create(CultureInfo.InvariantCulture, $"{bucket.Min},{bucket.Mean},{bucket.Max}");
        return string.Create(CultureInfo.InvariantCulture, $"{Cell(series.Site)},{Cell(series.Node)},{Cell(series.Channel)},{at},{bucket.Count},{figures},{bucket.Flag}");
    }

    // A name that a spreadsheet takes for a formula is somebody's attack on whoever opens the file.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;
    }
}
