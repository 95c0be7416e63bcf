namespace SmartCity.Gateway.Config;

/// <summary>One fault of a configuration: where (line and column from 1, path as <c>$.broker.listeners[0].port</c>) and what was expected.</summary>
internal sealed record ConfigError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>The form editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Path}: {Message}";
}
