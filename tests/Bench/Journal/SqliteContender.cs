using Microsoft.Data.Sqlite;

namespace SmartCity.Bench.Journal;

/// <summary>SQLite in WAL mode, synchronous FULL: the usual embedded answer.</summary>
internal sealed class SqliteContender : IContender
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _value;

    public SqliteContender(string directory)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(directory, "log.db")};Pooling=False");
        _connection.Open();
        using var setup = _connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE log (id INTEGER PRIMARY KEY, value BLOB NOT NULL);";
        setup.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO log (value) VALUES ($value)";
        _value = _insert.Parameters.Add("$value", SqliteType.Blob);
    }

    public string Name => "sqlite";

    public ValueTask CommitAsync(byte[] payload, int records)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        _value.Value = payload;
        for (var i = 0; i < records; i++) _insert.ExecuteNonQuery();
        transaction.Commit();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
