using System.Globalization;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Export;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

/// <summary>A span of a channel as columns of equal length.</summary>
/// <param name="T">Unix milliseconds at which each bucket begins.</param>
/// <param name="N">Values in it; missing ones do not count.</param>
/// <param name="Mean">Null where there was no value.</param>
/// <param name="Flag">The worst QARTOD flag.</param>
internal sealed record HistoryColumns(
    string Resolution, IReadOnlyList<long> T, IReadOnlyList<int> N, IReadOnlyList<double?> Min, IReadOnlyList<double?> Max, IReadOnlyList<double?> Mean, IReadOnlyList<int> Flag);

/// <summary>The local history, to look at and to take away.</summary>
internal sealed class HistoryApi(WebContext web)
{
    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/history", Right.View, (context, _) => WithAsync(context, (query, rows) => Reply.JsonAsync(context, Columns(query, rows), WebJson.Default.HistoryColumns))),
        WebRoute.Get("/api/v1/history/series", Right.View, SeriesAsync),
        WebRoute.Get("/api/v1/export", Right.View, (context, _) => WithAsync(context, (query, rows) => ExportAsync(context, query, rows))),
    ];

    private async Task WithAsync(HttpContext context, Func<HistoryQuery, List<(long TimeMs, HistoryBucket Bucket)>, Task> answer)
    {
        if (web.History is not { } history)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status404NotFound, "this gateway keeps no history").ConfigureAwait(false);
        }
        else if (HistoryQuery.TryRead(context.Request.Query, web.NowMs, out var fault) is not { } query)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, fault).ConfigureAwait(false);
        }
        else
        {
            await answer(query, history.Query(query.Series, query.From, query.To, query.Resolution)).ConfigureAwait(false);
        }
    }

    private Task SeriesAsync(HttpContext context, Principal? principal) => Reply.JsonAsync(
        context, web.History?.Series().Select(name => new SeriesLine(name.Site, name.Node, name.Channel)).ToList() ?? [], WebJson.Default.IReadOnlyListSeriesLine);

    private static Task ExportAsync(HttpContext context, HistoryQuery query, List<(long TimeMs, HistoryBucket Bucket)> rows)
    {
        var format = context.Request.Query["format"].FirstOrDefault() ?? "csv";
        if (format is not ("csv" or "parquet")) return Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, "format: expected csv or parquet");
        var name = string.Create(CultureInfo.InvariantCulture, $"{query.Series.Site}-{query.Series.Node}-{query.Series.Channel}.{format}");
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_')])}\"";
        if (format == "csv") return CsvExport.WriteAsync(context, query, rows);
        context.Response.ContentType = "application/vnd.apache.parquet";
        var bytes = ParquetExport.Write(query, rows);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static HistoryColumns Columns(HistoryQuery query, List<(long TimeMs, HistoryBucket Bucket)> rows) => new(
        HistoryQuery.Name(query.Resolution),
        [.. rows.Select(row => row.TimeMs)],
        [.. rows.Select(row => row.Bucket.Count)],
        [.. rows.Select(row => row.Bucket.Count == 0 ? (double?)null : row.Bucket.Min)],
        [.. rows.Select(row => row.Bucket.Count == 0 ? (double?)null : row.Bucket.Max)],
        [.. rows.Select(row => row.Bucket.Mean)],
        [.. rows.Select(row => (int)row.Bucket.Flag)]);
}

/// <summary>A channel the history has something of.</summary>
internal sealed record SeriesLine(string Site, string Node, string Channel);
