using System.Text.Json.Nodes;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>The node configurations of the boards, <c>hardware/boards/*/node.template.json</c>, as built in.</summary>
internal static class BoardTemplates
{
    private const string Prefix = "boards/";
    private const string Suffix = "/node.template.json";

    /// <summary>Names of the boards, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(BoardTemplates).Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>The board's configuration, or null when there is no such board.</summary>
    public static JsonObject? Find(string board)
    {
        using var stream = typeof(BoardTemplates).Assembly.GetManifestResourceStream(Prefix + board + Suffix);
        return stream is null ? null : JsonNode.Parse(stream)!.AsObject();
    }
}
