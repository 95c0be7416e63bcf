using System.Buffers.Binary;
using System.Text;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Web.Export;

/// <summary>
/// A span of the history as Parquet (https://github.com/apache/parquet-format, format version 1): one row group, PLAIN
/// encoding, uncompressed, every column required; <c>time</c> is a UTC timestamp in milliseconds, a figure without a value
/// is NaN. Written here because the .NET libraries for it need reflection, which a native binary has not.
/// </summary>
internal static class ParquetExport
{
    private const int Int32 = 1;
    private const int Int64 = 2;
    private const int Double = 5;
    private const int ByteArray = 6;
    private const int Utf8 = 0;
    private const int TimestampMillis = 9;
    private const int Required = 0;
    private const int Plain = 0;
    private const int Rle = 3;

    private sealed record Column(string Name, int Type, int? Converted, Action<Stream, (long TimeMs, HistoryBucket Bucket)> Write);

    public static byte[] Write(HistoryQuery query, IReadOnlyList<(long TimeMs, HistoryBucket Bucket)> rows)
    {
        Column[] columns =
        [
            new("site", ByteArray, Utf8, (target, _) => Text(target, query.Series.Site)),
            new("node", ByteArray, Utf8, (target, _) => Text(target, query.Series.Node)),
            new("channel", ByteArray, Utf8, (target, _) => Text(target, query.Series.Channel)),
            new("time", Int64, TimestampMillis, (target, row) => Int(target, row.TimeMs, 8)),
            new("count", Int32, null, (target, row) => Int(target, row.Bucket.Count, 4)),
            new("min", Double, null, (target, row) => Real(target, row.Bucket.Count == 0 ? double.NaN : row.Bucket.Min)),
            new("mean", Double, null, (target, row) => Real(target, row.Bucket.Mean ?? double.NaN)),
            new("max", Double, null, (target, row) => Real(target, row.Bucket.Count == 0 ? double.NaN : row.Bucket.Max)),
            new("flag", Int32, null, (target, row) => Int(target, row.Bucket.Flag, 4)),
        ];
        var file = new MemoryStream();
        file.Write("PAR1"u8);
        var chunks = rows.Count == 0 ? [] : columns.Select(column => WriteChunk(file, column, rows)).ToArray();
        var footer = Footer(columns, chunks, rows.Count);
        file.Write(footer);
        Int(file, footer.Length, 4);
        file.Write("PAR1"u8);
        return file.ToArray();
    }

    private static (long Offset, long Bytes) WriteChunk(MemoryStream file, Column column, IReadOnlyList<(long TimeMs, HistoryBucket Bucket)> rows)
    {
        var values = new MemoryStream();
        foreach (var row in rows) column.Write(values, row);
        var size = (int)values.Length;

        // PageHeader: type DATA_PAGE, sizes, DataPageHeader; no levels, for every value is there.
        var header = new ThriftWriter().Begin().Int(1, 0).Int(2, size).Int(3, size)
            .Begin(5).Int(1, rows.Count).Int(2, Plain).Int(3, Rle).Int(4, Rle).End().End().ToArray();
        var offset = file.Length;
        file.Write(header);
        values.WriteTo(file);
        return (offset, header.Length + size);
    }

    private static byte[] Footer(Column[] columns, (long Offset, long Bytes)[] chunks, int rows)
    {
        // FileMetaData: version, schema, rows, row groups, who wrote it.
        var meta = new ThriftWriter().Begin().Int(1, 1).Structs(2, columns.Length + 1);
        meta.Begin().Text(4, "readings").Int(5, columns.Length).End();
        foreach (var column in columns)
        {
            meta.Begin().Int(1, column.Type).Int(3, Required).Text(4, column.Name);
            if (column.Converted is { } converted) meta.Int(6, converted);
            meta.End();
        }

        meta.Long(3, rows).Structs(4, chunks.Length == 0 ? 0 : 1);
        if (chunks.Length > 0)
        {
            meta.Begin().Structs(1, chunks.Length);
            for (var i = 0; i < chunks.Length; i++)
            {
                var (offset, bytes) = chunks[i];
                meta.Begin().Long(2, offset).Begin(3)
                    .Int(1, columns[i].Type).Ints(2, Plain).Texts(3, columns[i].Name).Int(4, 0).Long(5, rows).Long(6, bytes).Long(7, bytes).Long(9, offset).End().End();
            }

            meta.Long(2, chunks.Sum(chunk => chunk.Bytes)).Long(3, rows).End();
        }

        return meta.Text(6, "SmartCity.Edge").End().ToArray();
    }

    private static void Text(Stream target, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Int(target, utf8.Length, 4);
        target.Write(utf8);
    }

    private static void Int(Stream target, long value, int bytes)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
        target.Write(buffer[..bytes]);
    }

    private static void Real(Stream target, double value)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(buffer, value);
        target.Write(buffer);
    }
}
