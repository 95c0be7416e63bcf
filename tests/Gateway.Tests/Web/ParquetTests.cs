using Microsoft.VisualStudio.TestTools.UnitTesting;
using Parquet;
using Parquet.Schema;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Export;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>What our writer writes, read by a library that is not ours (Parquet.Net).</summary>
[TestClass]
public sealed class ParquetTests
{
    private static readonly HistoryQuery Query = new(new SeriesName("xizhimen", "路口-1", "pm2_5"), 0, 10_000_000, Resolution.Minute);

    private static readonly string[] Columns = ["site", "node", "channel", "time", "count", "min", "mean", "max", "flag"];

    [TestMethod]
    public async Task Another_library_reads_back_every_column_and_every_row()
    {
        var random = new Random(11);
        var rows = new List<(long TimeMs, HistoryBucket Bucket)>();
        for (var i = 0; i < 3000; i++)
        {
            var bucket = default(HistoryBucket);
            var values = i % 50 == 7 ? 0 : random.Next(1, 20);
            for (var n = 0; n < values; n++) bucket.Add(new HistoryPoint(0, (random.NextDouble() - 0.5) * 1e6, (byte)(n == 3 ? 4 : 1)));
            if (values == 0) bucket.Add(new HistoryPoint(0, double.NaN, 9));
            rows.Add((1_763_834_400_000 + (i * 60_000L), bucket));
        }

        await using var reader = await OpenAsync(rows);
        Assert.AreEqual(1, reader.RowGroupCount);
        CollectionAssert.AreEqual(Columns, reader.Schema.GetDataFields().Select(field => field.Name).ToArray());
        Assert.IsTrue(reader.Schema.GetDataFields().All(field => !field.IsNullable));
        using var group = reader.OpenRowGroupReader(0);
        Assert.AreEqual(rows.Count, group.RowCount);
        Assert.IsTrue((await TextsAsync(group, Field(reader, "site"))).All(site => site == "xizhimen"));
        Assert.IsTrue((await TextsAsync(group, Field(reader, "node"))).All(node => node == "路口-1"));
        Assert.IsTrue((await TextsAsync(group, Field(reader, "channel"))).All(channel => channel == "pm2_5"));
        var times = await ReadAsync<DateTime>(group, Field(reader, "time"));
        CollectionAssert.AreEqual(rows.Select(row => row.TimeMs).ToArray(), times.Select(time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds()).ToArray());
        CollectionAssert.AreEqual(rows.Select(row => row.Bucket.Count).ToArray(), await ReadAsync<int>(group, Field(reader, "count")));
        CollectionAssert.AreEqual(rows.Select(row => (int)row.Bucket.Flag).ToArray(), await ReadAsync<int>(group, Field(reader, "flag")));
        CollectionAssert.AreEqual(rows.Select(row => row.Bucket.Mean ?? double.NaN).ToArray(), await ReadAsync<double>(group, Field(reader, "mean")));
        CollectionAssert.AreEqual(rows.Select(row => row.Bucket.Count == 0 ? double.NaN : row.Bucket.Min).ToArray(), await ReadAsync<double>(group, Field(reader, "min")));
        CollectionAssert.AreEqual(rows.Select(row => row.Bucket.Count == 0 ? double.NaN : row.Bucket.Max).ToArray(), await ReadAsync<double>(group, Field(reader, "max")));
    }

    [TestMethod]
    public async Task A_span_without_readings_is_a_file_without_rows()
    {
        await using var reader = await OpenAsync([]);
        Assert.AreEqual(0, reader.RowGroupCount);
        Assert.HasCount(9, reader.Schema.GetDataFields());
    }

    private static async Task<ParquetReader> OpenAsync(IReadOnlyList<(long TimeMs, HistoryBucket Bucket)> rows) =>
        await ParquetReader.CreateAsync(new MemoryStream(ParquetExport.Write(Query, rows)));

    private static DataField Field(ParquetReader reader, string name) => reader.Schema.GetDataFields().Single(field => field.Name == name);

    private static async Task<T[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values);
        return values;
    }

    private static async Task<string[]> TextsAsync(ParquetRowGroupReader group, DataField field)
    {
        var values = new string[group.RowCount];
        await group.ReadAsync(field, values);
        return values;
    }
}
