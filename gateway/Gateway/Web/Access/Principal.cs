namespace SmartCity.Gateway.Web.Access;

/// <summary>What a route asks of whoever calls it.</summary>
internal enum Right
{
    /// <summary>Nothing: the page itself, logging in.</summary>
    None = 0,

    /// <summary>To look.</summary>
    View,

    /// <summary>To acknowledge and to command.</summary>
    Operate,
}

/// <summary>Who asks, and up to what.</summary>
/// <param name="Session">The browser's session; null for a token and for the socket of the data directory.</param>
internal sealed record Principal(string Name, Right Right, WebSession? Session)
{
    /// <summary>Whoever may open the data directory's socket may do what its owner may.</summary>
    public static Principal Local { get; } = new("local", Right.Operate, null);
}
