namespace SmartCity.Gateway.Web.Access;

/// <summary>Marks a connection that came through the data directory's own socket, which its owner alone may open.</summary>
internal sealed class LocalConnection
{
    public static LocalConnection Mark { get; } = new();
}
