using System.Text.Json;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Config;

/// <summary>The pipeline's part alone: a file with <c>quality</c>, <c>filters</c>, <c>rules</c>, … or a whole configuration, of which only <c>pipeline</c> is looked at.</summary>
internal static class PipelineFile
{
    private const string Section = "pipeline";

    /// <summary>The options, or null with every fault.</summary>
    public static PipelineOptions? Load(string path, List<ConfigError> errors)
    {
        if (ConfigFile.Read(path, out var fault) is { } utf8) return Parse(utf8, path, errors);
        errors.Add(fault!);
        return null;
    }

    public static PipelineOptions? Parse(ReadOnlyMemory<byte> utf8, string file, List<ConfigError> errors)
    {
        utf8 = utf8[^ConfigText.WithoutMark(utf8.Span).Length..];
        if (ConfigText.Parse(utf8.Span, file, errors) is not { } root) return null;
        var part = root[Section] ?? root;
        new SchemaCheck(ConfigFile.ReadSchema(), file, errors).Check(part, Section);
        if (errors.Count > 0) return null;

        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var element = document.RootElement.TryGetProperty(Section, out var inner) ? inner : document.RootElement;
        var options = element.Deserialize(PipelineJson.Default.PipelineOptions)!;
        PipelineCheck.Check(options, part.Path, (path, message) =>
        {
            var at = root.Closest(path);
            errors.Add(new ConfigError(file, at.Line, at.Column, path, message));
        });
        return errors.Count > 0 ? null : options;
    }
}
