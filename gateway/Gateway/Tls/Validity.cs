namespace SmartCity.Gateway.Tls;

/// <summary>
/// How long certificates last, and when they are made anew. Nodes trust the authority, which outlives any time they may be
/// offline; the server's certificate changes under it without their noticing.
/// </summary>
internal static class Validity
{
    /// <summary>A cabinet without a clock chip may start in 1970; the certificate it makes then must be good today.</summary>
    private static readonly DateTimeOffset Floor = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Authority = TimeSpan.FromDays(30 * 365);
    private static readonly TimeSpan AuthorityRenewal = TimeSpan.FromDays(10 * 365);
    private static readonly TimeSpan Server = TimeSpan.FromDays(397);
    private static readonly TimeSpan ServerRenewal = TimeSpan.FromDays(132);
    private static readonly TimeSpan Node = TimeSpan.FromDays(10 * 365);

    public static (DateTimeOffset From, DateTimeOffset To) OfAuthority(DateTimeOffset now) => Span(now, Authority);

    public static (DateTimeOffset From, DateTimeOffset To) OfServer(DateTimeOffset now) => Span(now, Server);

    public static (DateTimeOffset From, DateTimeOffset To) OfNode(DateTimeOffset now) => Span(now, Node);

    /// <summary>True ten years before the end: a node provisioned with the old one has that long to come by.</summary>
    public static bool AuthorityIsDue(DateTimeOffset now, DateTimeOffset end) => now > end - AuthorityRenewal;

    /// <summary>True in the last third.</summary>
    public static bool ServerIsDue(DateTimeOffset now, DateTimeOffset end) => now > end - ServerRenewal;

    private static (DateTimeOffset From, DateTimeOffset To) Span(DateTimeOffset now, TimeSpan length)
    {
        var from = now - TimeSpan.FromDays(1);
        return (from < Floor ? from : Floor, (now > Floor ? now : Floor) + length);
    }
}
