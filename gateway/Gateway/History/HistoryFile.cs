using Microsoft.Data.Sqlite;
using SmartCity.Journal;

namespace SmartCity.Gateway.History;

/// <summary>
/// <c>history.db</c>: chunks of an hour, their quarters, and how far the journal has been read, changed in one transaction,
/// so that after any crash what is in the file and what is to be read again fit together.
/// </summary>
internal sealed class HistoryFile : IDisposable
{
    private const string Schema =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS position (journal TEXT NOT NULL, lane INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (lane)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, site TEXT NOT NULL, node TEXT NOT NULL, channel TEXT NOT NULL, UNIQUE (site, node, channel));
        CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, series INTEGER NOT NULL, hour INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (series, hour));
        CREATE INDEX IF NOT EXISTS raw_hour ON raw (hour);
        CREATE TABLE IF NOT EXISTS quarter (series INTEGER NOT NULL, hour INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (series, hour)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS quarter_hour ON quarter (hour);
        """;

    private readonly SqliteConnection _writer;
    private readonly string _readers;

    private HistoryFile(SqliteConnection writer, string readers) => (_writer, _readers) = (writer, readers);

    public static string PathIn(string data) => Path.Combine(data, "history.db");

    /// <summary>Opens the file or makes it; one that is damaged is thrown away, for the journal has what it was made of.</summary>
    /// <exception cref="SqliteException">The disk takes no file.</exception>
    public static HistoryFile Open(string data)
    {
        Directory.CreateDirectory(data);
        try
        {
            return OpenOnce(PathIn(data));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            // SQLITE_CORRUPT, SQLITE_NOTADB
            foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(PathIn(data) + suffix);
            return OpenOnce(PathIn(data));
        }
    }

    /// <summary>Next sequence to be read of a lane; null when the file knows nothing of this journal.</summary>
    public long? Position(string journal, Lane lane)
    {
        using var command = Command(_writer, "SELECT next FROM position WHERE lane = $1 AND journal = $2", (int)lane, journal);
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Writes a buffer and where the journal's lanes have been read to, whole or not at all.</summary>
    public void Write(HistoryBuffer buffer, string journal, long data, long events)
    {
        using var transaction = _writer.BeginTransaction();
        var merged = new List<HistoryPoint>();
        foreach (var (series, hour, points) in buffer.Hours)
        {
            var id = SeriesId(series);
            merged.Clear();
            if (Chunk(id, hour) is { } known) HourChunk.Read(hour, known, long.MinValue, long.MaxValue, merged);
            merged.AddRange(points);
            merged.Sort(static (a, b) => a.TimeMs.CompareTo(b.TimeMs));
            Execute("INSERT INTO raw (series, hour, data) VALUES ($1, $2, $3) ON CONFLICT (series, hour) DO UPDATE SET data = $3", id, hour, HourChunk.Write(hour, merged));
            Execute("INSERT INTO quarter VALUES ($1, $2, $3) ON CONFLICT (series, hour) DO UPDATE SET data = $3", id, hour, HourChunk.WriteQuarters(hour, merged));
        }

        Execute("INSERT OR REPLACE INTO position VALUES ($1, 0, $2)", journal, data);
        Execute("INSERT OR REPLACE INTO position VALUES ($1, 1, $2)", journal, events);
        transaction.Commit();
    }

    /// <summary>Forgets what is older; then, while the file holds more than that many bytes, single readings, oldest first.</summary>
    public void Prune(long beforeMs, long mostBytes)
    {
        Execute("DELETE FROM raw WHERE hour < $1", beforeMs);
        Execute("DELETE FROM quarter WHERE hour < $1", beforeMs);
        while (UsedBytes > mostBytes)
        {
            using var oldest = Command(_writer, "SELECT min(hour) FROM raw");
            if (oldest.ExecuteScalar() is not long hour) return;
            Execute("DELETE FROM raw WHERE hour < $1", hour + (6 * HourChunk.HourMs));
        }
    }

    /// <summary>Bytes of pages in use.</summary>
    public long UsedBytes => (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size");

    /// <summary>Reads single readings of [from, to).</summary>
    public void ReadRaw(in SeriesName series, long from, long to, List<HistoryPoint> target)
    {
        using var connection = Reader();
        using var command = Command(connection, Select("raw"), series.Site, series.Node, series.Channel, HourChunk.HourOf(from), to);
        using var rows = command.ExecuteReader();
        while (rows.Read()) HourChunk.Read(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), from, to, target);
    }

    /// <summary>Hands over the quarters of the hours that touch [from, to), in order.</summary>
    public void ReadQuarters(in SeriesName series, long from, long to, Action<long, HistoryBucket> take)
    {
        using var connection = Reader();
        using var command = Command(connection, Select("quarter"), series.Site, series.Node, series.Channel, HourChunk.HourOf(from), to);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (hour, bytes) = (rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
            for (var i = 0; i < 4; i++) take(hour + (i * HourChunk.QuarterMs), HourChunk.Quarter(bytes, i));
        }
    }

    /// <summary>Every channel that was ever written.</summary>
    public IReadOnlyList<SeriesName> Series()
    {
        using var connection = Reader();
        using var command = Command(connection, "SELECT site, node, channel FROM series");
        using var rows = command.ExecuteReader();
        var found = new List<SeriesName>();
        while (rows.Read()) found.Add(new SeriesName(rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        return found;
    }

    public void Dispose()
    {
        _writer.Dispose();
        using var last = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(last);
    }

    private static HistoryFile OpenOnce(string path)
    {
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            writer.Open();
            using var schema = Command(writer, Schema);
            schema.ExecuteNonQuery();
            return new HistoryFile(writer, new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 10 }.ToString());
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private static string Select(string table) =>
        $"SELECT hour, data FROM {table} WHERE series = (SELECT id FROM series WHERE site = $1 AND node = $2 AND channel = $3) AND hour >= $4 AND hour < $5 ORDER BY hour";

    private SqliteConnection Reader()
    {
        var connection = new SqliteConnection(_readers);
        connection.Open();
        return connection;
    }

    private long SeriesId(in SeriesName series)
    {
        using var find = Command(_writer, "SELECT id FROM series WHERE site = $1 AND node = $2 AND channel = $3", series.Site, series.Node, series.Channel);
        if (find.ExecuteScalar() is long known) return known;
        using var make = Command(_writer, "INSERT INTO series (site, node, channel) VALUES ($1, $2, $3) RETURNING id", series.Site, series.Node, series.Channel);
        return (long)make.ExecuteScalar()!;
    }

    private byte[]? Chunk(long series, long hour)
    {
        using var command = Command(_writer, "SELECT data FROM raw WHERE series = $1 AND hour = $2", series, hour);
        return command.ExecuteScalar() as byte[];
    }

    private long Pragma(string name)
    {
        using var command = Command(_writer, $"PRAGMA {name}");
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(_writer, sql, values);
        command.ExecuteNonQuery();
    }

    // Statements are texts of this file; what comes from outside goes in as a parameter.
    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command;
    }
}
