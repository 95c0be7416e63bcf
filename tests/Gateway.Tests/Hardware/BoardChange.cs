using System.Text.Json.Nodes;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Tests.Hardware;

/// <summary>A checked-in board with something altered in its JSON, as a slip of the pen would alter it.</summary>
internal static class BoardChange
{
    public static HardwareFolder Folder { get; } = new(RepositoryFiles.Root);

    public static BoardContext Context(string board, Action<JsonNode>? alter = null)
    {
        string path = $"hardware/boards/{board}/board.json";
        JsonNode json = JsonNode.Parse(RepositoryFiles.Read(path))!;
        alter?.Invoke(json);
        Board parsed = HardwareJson.ParseBoard(json.ToJsonString(), path);
        return new BoardContext(parsed, Folder.Module(parsed.Module), ChannelCatalog.BuiltIn);
    }

    /// <summary>The row of a table with a key of that value, such as the pin with <c>net</c> LOOP1.</summary>
    public static JsonObject Row(this JsonNode board, string table, string key, string value) =>
        board[table]!.AsArray().Select(r => r!.AsObject()).First(r => r[key]!.ToString() == value);

    public static JsonObject Pin(this JsonNode board, string net) => board.Row("pins", "net", net);

    public static JsonObject Device(this JsonNode board, string reference) => board.Row("devices", "ref", reference);

    public static JsonObject Rail(this JsonNode board, string name) => board.Row("rails", "name", name);

    public static JsonObject Bus(this JsonNode board, string name) => board.Row("buses", "name", name);

    public static JsonObject Loop(this JsonNode board, string net) => board.Row("loops", "net", net);
}
