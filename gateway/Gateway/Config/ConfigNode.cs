using System.Text.Json;

namespace SmartCity.Gateway.Config;

/// <summary>A value of a JSON text that knows where it stands.</summary>
internal sealed class ConfigNode(JsonTokenType kind, string path, int line, int column, string text)
{
    /// <summary><c>StartObject</c>, <c>StartArray</c>, <c>String</c>, <c>Number</c>, <c>True</c>, <c>False</c> or <c>Null</c>.</summary>
    public JsonTokenType Kind => kind;

    public string Path => path;

    /// <summary>From 1.</summary>
    public int Line => line;

    /// <summary>From 1, in characters.</summary>
    public int Column => column;

    /// <summary>The string unescaped, the number as written; empty for the others.</summary>
    public string Text => text;

    /// <summary>Members of an object in the order of the text; the node of a member stands at its value.</summary>
    public Dictionary<string, ConfigNode> Members { get; } = [];

    public List<ConfigNode> Items { get; } = [];

    public ConfigNode? this[string member] => Members.GetValueOrDefault(member);

    /// <summary>The node at a path of this tree, or the closest one above it.</summary>
    public ConfigNode Closest(string wanted)
    {
        foreach (var child in Members.Values.Concat(Items))
        {
            if (wanted == child.Path) return child;
            if (wanted.StartsWith(child.Path, StringComparison.Ordinal) && wanted[child.Path.Length] is '.' or '[') return child.Closest(wanted);
        }

        return this;
    }
}
