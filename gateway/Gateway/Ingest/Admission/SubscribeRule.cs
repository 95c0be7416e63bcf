namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>A node may listen below its own <c>sc/1/{site}/{node}/</c>, wildcards included, and nowhere else.</summary>
internal static class SubscribeRule
{
    // The contract has two topics downward; the rest is for a person with a client of their own.
    private const int MaxFilters = 16;

    /// <summary>Null when the filter is granted, which the session then remembers; else what is wrong.</summary>
    public static string? Check(NodeSession session, string filter)
    {
        var prefix = session.Identity.Prefix;
        if (!filter.StartsWith(prefix, StringComparison.Ordinal)) return $"a node may subscribe below {prefix} only";
        if (session.Filters.Contains(filter)) return null;
        if (session.Filters.Count == MaxFilters) return $"a connection may have {MaxFilters} topic filters";
        session.Filters.Add(filter);
        return null;
    }
}
