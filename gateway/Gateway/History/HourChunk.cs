using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace SmartCity.Gateway.History;

/// <summary>
/// The readings of one channel in one hour as bytes: Brotli (RFC 7932) over columns, count u32, milliseconds within the hour
/// u32 each, flags u8 each, values f64 each; little endian. And their quarters of an hour, four times
/// count i32, min, max, sum f64, flag u8.
/// </summary>
internal static class HourChunk
{
    public const long HourMs = 3_600_000;
    public const long QuarterMs = HourMs / 4;
    private const int PointBytes = 4 + 1 + 8;
    private const int BucketBytes = 4 + 8 + 8 + 8 + 1;
    private const int Quality = 5;
    private const int Window = 18;

    /// <summary>Milliseconds at which the hour of a time begins.</summary>
    public static long HourOf(long timeMs) => timeMs - PositiveRest(timeMs, HourMs);

    public static byte[] Write(long hour, IReadOnlyList<HistoryPoint> points)
    {
        var plain = ArrayPool<byte>.Shared.Rent(4 + (points.Count * PointBytes));
        try
        {
            var (times, flags, values) = Columns(points.Count);
            BinaryPrimitives.WriteInt32LittleEndian(plain, points.Count);
            for (var i = 0; i < points.Count; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(plain.AsSpan(times + (4 * i)), (uint)(points[i].TimeMs - hour));
                plain[flags + i] = points[i].Flag;
                BinaryPrimitives.WriteDoubleLittleEndian(plain.AsSpan(values + (8 * i)), points[i].Value);
            }

            var length = 4 + (points.Count * PointBytes);
            var target = new byte[BrotliEncoder.GetMaxCompressedLength(length)];
            if (!BrotliEncoder.TryCompress(plain.AsSpan(0, length), target, out var written, Quality, Window)) throw new InvalidOperationException("a chunk grew beyond the bound of its format");
            return target[..written];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>Appends the points of a chunk that lie in [from, to).</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static void Read(long hour, ReadOnlySpan<byte> chunk, long from, long to, List<HistoryPoint> target)
    {
        var plain = Decompress(chunk, out var length);
        try
        {
            var count = length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(plain);
            if (count < 0 || length != 4 + ((long)count * PointBytes)) throw new InvalidDataException("a chunk of the history is damaged");
            var (times, flags, values) = Columns(count);
            for (var i = 0; i < count; i++)
            {
                var time = hour + BinaryPrimitives.ReadUInt32LittleEndian(plain.AsSpan(times + (4 * i)));
                if (time < from || time >= to) continue;
                target.Add(new HistoryPoint(time, BinaryPrimitives.ReadDoubleLittleEndian(plain.AsSpan(values + (8 * i))), plain[flags + i]));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    public static byte[] WriteQuarters(long hour, IReadOnlyList<HistoryPoint> points)
    {
        Span<HistoryBucket> quarters = stackalloc HistoryBucket[4];
        foreach (var point in points) quarters[(int)((point.TimeMs - hour) / QuarterMs)].Add(point);
        var bytes = new byte[4 * BucketBytes];
        for (var i = 0; i < 4; i++)
        {
            var at = bytes.AsSpan(i * BucketBytes);
            BinaryPrimitives.WriteInt32LittleEndian(at, quarters[i].Count);
            BinaryPrimitives.WriteDoubleLittleEndian(at[4..], quarters[i].Min);
            BinaryPrimitives.WriteDoubleLittleEndian(at[12..], quarters[i].Max);
            BinaryPrimitives.WriteDoubleLittleEndian(at[20..], quarters[i].Sum);
            at[28] = quarters[i].Flag;
        }

        return bytes;
    }

    public static HistoryBucket Quarter(ReadOnlySpan<byte> quarters, int index)
    {
        if (quarters.Length != 4 * BucketBytes) throw new InvalidDataException("a quarter of the history is damaged");
        var at = quarters[(index * BucketBytes)..];
        return new HistoryBucket
        {
            Count = BinaryPrimitives.ReadInt32LittleEndian(at),
            Min = BinaryPrimitives.ReadDoubleLittleEndian(at[4..]),
            Max = BinaryPrimitives.ReadDoubleLittleEndian(at[12..]),
            Sum = BinaryPrimitives.ReadDoubleLittleEndian(at[20..]),
            Flag = at[28],
        };
    }

    public static long PositiveRest(long value, long divisor) => ((value % divisor) + divisor) % divisor;

    private static byte[] Decompress(ReadOnlySpan<byte> chunk, out int length)
    {
        for (var size = Math.Max(4096, chunk.Length * 8); size <= 64 << 20; size *= 4)
        {
            var plain = ArrayPool<byte>.Shared.Rent(size);
            if (BrotliDecoder.TryDecompress(chunk, plain, out length)) return plain;
            ArrayPool<byte>.Shared.Return(plain);
        }

        throw new InvalidDataException("a chunk of the history is damaged");
    }

    private static (int Times, int Flags, int Values) Columns(int count) => (4, 4 + (4 * count), 4 + (5 * count));
}
