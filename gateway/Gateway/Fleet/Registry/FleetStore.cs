using Microsoft.Data.Sqlite;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Fleet.Registry;

/// <summary>
/// The registry's file, <c>fleet.db</c> in the state directory. SQLite and not a JSON file: the command line and the
/// running gateway write it at the same time, a row at a time, and a power cut leaves the state before or after.
/// </summary>
/// <remarks>Each process has one connection; calls are serialised. Times are Unix milliseconds, degrees WGS 84.</remarks>
internal sealed class FleetStore : IDisposable
{
    private const int Version = 1;

    // Rollback journal and full sync: a few writes a minute, and one file to back up.
    private const string Schema =
        """
        CREATE TABLE site (site TEXT PRIMARY KEY, name TEXT, lat REAL, lon REAL, notes TEXT) WITHOUT ROWID;
        CREATE TABLE node (
          site TEXT NOT NULL, node TEXT NOT NULL, board TEXT, profile TEXT, lat REAL, lon REAL, owner TEXT, notes TEXT,
          secret TEXT, certificate TEXT, revoked INTEGER, provisioned INTEGER,
          seen INTEGER NOT NULL DEFAULT 0, firmware TEXT, battery REAL, boot INTEGER NOT NULL DEFAULT 0, reported TEXT,
          desired TEXT, desired_version INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (site, node)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private long _version;

    private FleetStore(SqliteConnection connection)
    {
        _connection = connection;
        Nodes = new NodeRows(this);
        Sites = new SiteRows(this);
    }

    public NodeRows Nodes { get; }

    public SiteRows Sites { get; }

    /// <summary>Where it lies; null for one in memory.</summary>
    public string? File { get; private init; }

    private Lock Gate { get; } = new();

    public static string PathIn(string data) => Path.Combine(data, "fleet.db");

    /// <summary>Opens the registry of a state directory, and makes it where there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or written, or is of a later version.</exception>
    public static FleetStore Open(string data)
    {
        DataDirectory.Make(data);
        var path = PathIn(data);
        if (!System.IO.File.Exists(path)) Tls.KeyFile.WriteSecret(path, "");
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            var store = new FleetStore(connection) { File = path };
            store.Prepare(path);
            return store;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new IOException($"{path}: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A registry that is gone with the process.</summary>
    public static FleetStore OpenInMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var store = new FleetStore(connection);
        store.Prepare(":memory:");
        return store;
    }

    /// <summary>True when another process, or another connection of this one, has changed the file since this was asked last.</summary>
    /// <remarks>Reads the file's change counter (sqlite.org, PRAGMA data_version); a change through this connection does not count.</remarks>
    public bool ChangedElsewhere()
    {
        var version = Query("PRAGMA data_version", row => row.GetInt64(0))[0];
        return Interlocked.Exchange(ref _version, version) != version;
    }

    /// <summary>Runs a statement; the parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        lock (Gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        lock (Gate)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>All or nothing, and one sync for all.</summary>
    public void Together(Action changes)
    {
        lock (Gate)
        {
            using var transaction = _connection.BeginTransaction();
            changes();
            transaction.Commit();
        }
    }

    /// <summary>Writes a whole and compact copy while others go on working; the file must not exist.</summary>
    public void BackUpTo(string path) => Execute("VACUUM INTO $1", path);

    public void Dispose()
    {
        lock (Gate) _connection.Dispose();
    }

    private void Prepare(string path)
    {
        var found = Query("PRAGMA user_version", row => row.GetInt32(0))[0];
        if (found > Version) throw new IOException($"{path} was written by a later version of the gateway");
        if (found == Version) return;
        Together(() =>
        {
            // Another process may have been first.
            if (Query("PRAGMA user_version", row => row.GetInt32(0))[0] == Version) return;
            Execute(Schema);
            Execute($"PRAGMA user_version = {Version}");
        });
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
}
