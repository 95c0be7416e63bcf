namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>A node may listen below its own <c>sc/1/{site}/{node}/</c>, wildcards included, and nowhere else.</summary>
internal static class SubscribeRule
{
    public static string? Check(NodeIdentity who, string filter) =>
        filter.StartsWith(who.Prefix, StringComparison.Ordinal) ? null : $"a node may subscribe below {who.Prefix} only";
}
