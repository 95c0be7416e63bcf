using System.Buffers.Binary;
using RocksDbSharp;

namespace SmartCity.Bench.Journal;

/// <summary>RocksDB with its defaults and a synced write-ahead log.</summary>
internal sealed class RocksContender(string directory) : IContender
{
    private readonly RocksDb _db = RocksDb.Open(new DbOptions().SetCreateIfMissing(true), Path.Combine(directory, "rocks"));
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private long _sequence;

    public string Name => "rocksdb";

    public ValueTask CommitAsync(byte[] payload, int records)
    {
        using var batch = new WriteBatch();
        for (var i = 0; i < records; i++)
        {
            var key = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(key, _sequence++);
            batch.Put(key, payload);
        }
        _db.Write(batch, _synced);
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _db.Dispose();
        return default;
    }
}
