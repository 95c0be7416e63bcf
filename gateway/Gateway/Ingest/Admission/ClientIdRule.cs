using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>Client id and user name are both <c>{site}.{node}</c>: one node, one session, one name in every log.</summary>
internal static class ClientIdRule
{
    /// <summary>Null and the levels when the id names a node, else what is wrong.</summary>
    public static string? Check(string? clientId, string? user, out string site, out string node)
    {
        site = node = "";
        if (string.IsNullOrEmpty(clientId)) return "the client id is empty; expected {site}.{node}";
        var dot = clientId.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return "the client id is not {site}.{node}";
        site = clientId[..dot];
        node = clientId[(dot + 1)..];
        if (!Topics.IsLevel(site) || !Topics.IsLevel(node)) return "the client id is not {site}.{node} with [a-z0-9-]{1,32} each";
        return user == clientId ? null : "the user name is not the client id {site}.{node}";
    }
}
