using System.Text.Json.Nodes;

namespace SmartCity.Bench.Journal;

/// <summary>The figures for a reader rather than a program.</summary>
internal static class Table
{
    public static void Print(JsonObject result)
    {
        Console.WriteLine("records a commit | records/s | raw limit | of raw | of raw handed over | x SQLite | x RocksDB | x FasterLog | bytes/record | flushes/commit");
        foreach (var row in result["commit"]!.AsArray())
            Console.WriteLine($"{row!["batch"],16} | {row["recordsPerSecond"],9} | {row["rawLimit"],9} | {row["ratioToRaw"],6} | {row["ratioToRawHandedOver"],18} | {row["ratioToSqlite"],8} | {row["ratioToRocksdb"],9} | {row["ratioToFasterlog"],11} | {row["bytesPerRecord"],12} | {row["flushesPerCommit"]}");
        foreach (var part in new[] { "recovery", "backlog" })
            if (result[part] is { } figures) Console.WriteLine($"{part}: {figures.ToJsonString()}");
    }
}
