using System.Text;
using System.Text.Json;

namespace SmartCity.Gateway.Config;

/// <summary>Reads a JSON text (comments and trailing commas allowed) into nodes that know line and column.</summary>
internal ref struct ConfigText
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string _file;
    private readonly List<ConfigError> _errors;
    private Utf8JsonReader _reader;

    private ConfigText(ReadOnlySpan<byte> utf8, string file, List<ConfigError> errors)
    {
        _utf8 = utf8;
        _file = file;
        _errors = errors;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
    }

    /// <summary>The root, or null with the reason added to <paramref name="errors"/>. A key given twice is an error, too.</summary>
    public static ConfigNode? Parse(ReadOnlySpan<byte> utf8, string file, List<ConfigError> errors)
    {
        utf8 = WithoutMark(utf8);
        if (NoText(utf8) is { } nothing)
        {
            errors.Add(new ConfigError(file, 1, 1, "$", "not JSON: " + nothing));
            return null;
        }

        var text = new ConfigText(utf8, file, errors);
        try
        {
            text._reader.Read();
            var root = text.Value("$");
            text._reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            errors.Add(new ConfigError(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "$", "not JSON: " + WithoutPosition(e.Message)));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader looks into a string only when it is asked for it, and says this of one that is no Unicode.
            var (line, column) = text.Position(text._reader.TokenStartIndex);
            errors.Add(new ConfigError(file, line, column, "$", "not JSON: this text is not Unicode; save the file as UTF-8, and write \\u escapes of a pair together"));
            return null;
        }
    }

    /// <summary>The text behind the byte order mark that some editors put first.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static string? NoText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.Unicode.Preamble) || utf8.StartsWith(Encoding.BigEndianUnicode.Preamble)) return "the file is in UTF-16; save it as UTF-8";
        return utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? "the file is empty; the least that can stand in it is {}" : null;
    }

    private ConfigNode Value(string path)
    {
        var (line, column) = Position(_reader.TokenStartIndex);
        var kind = _reader.TokenType;
        var scalar = kind switch
        {
            JsonTokenType.String => _reader.GetString()!,
            JsonTokenType.Number => Encoding.UTF8.GetString(_reader.ValueSpan),
            _ => "",
        };
        if (scalar.Contains('\0', StringComparison.Ordinal)) _errors.Add(new ConfigError(_file, line, column, path, "expected text without the character U+0000"));
        var node = new ConfigNode(kind, path, line, column, scalar);
        if (kind == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) node.Items.Add(Value($"{path}[{node.Items.Count}]"));
        }
        else if (kind == JsonTokenType.StartObject)
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName) Member(node);
        }

        return node;
    }

    private void Member(ConfigNode owner)
    {
        var name = _reader.GetString()!;
        var (line, column) = Position(_reader.TokenStartIndex);
        var path = $"{owner.Path}.{name}";
        _reader.Read();
        var value = Value(path);
        if (!owner.Members.TryAdd(name, value)) _errors.Add(new ConfigError(_file, line, column, path, "this key is given twice"));
    }

    private readonly (int Line, int Column) Position(long at)
    {
        var before = _utf8[..(int)at];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    // The reader's own messages end in "LineNumber: 3 | BytePositionInLine: 7.", which the error already says.
    private static string WithoutPosition(string message)
    {
        var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? message : message[..cut];
    }
}
